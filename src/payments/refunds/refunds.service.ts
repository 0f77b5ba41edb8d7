import { Injectable } from '@nestjs/common';
import { live, BookingApi, type BookingData, type CancelCause } from '../../booking/booking.api.js';
import { InvalidTransition } from '../../booking/booking.errors.js';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import { requireRole, type PaymentRole } from '../model/payment.access.js';
import { toPaymentResponse, type PaymentResponse } from '../model/payment.dto.js';
import type { Payment } from '../model/payment.entity.js';
import { PaymentsRepository } from '../model/payments.repository.js';
import { NothingToRefund } from '../payments.errors.js';
import { RefundingService } from './refunding.service.js';
import type { RefundCause } from '../model/refund.entity.js';
import { RefundsRepository } from './refunds.repository.js';

const CANCEL_CAUSES: Record<PaymentRole, CancelCause> = { payer: 'booker', organizer: 'host', admin: 'admin' };
const REFUND_CAUSES = { payer: 'booker', organizer: 'organizer', admin: 'admin' } as const;
const REFUND_CAUSES_OF_CANCEL: Record<CancelCause, RefundCause> = {
  booker: 'booker',
  host: 'organizer',
  admin: 'admin',
  offer_withdrawn: 'offer_withdrawn',
};

/** Decides who is refunded how much; `RefundingService` carries it out. */
@Injectable()
export class RefundsService {
  constructor(
    private readonly db: Database,
    private readonly payments: PaymentsRepository,
    private readonly repository: RefundsRepository,
    private readonly refunding: RefundingService,
    private readonly booking: BookingApi,
    private readonly identity: IdentityApi,
    private readonly clock: Clock,
  ) {}

  /**
   * Refunds a payment and cancels its booking: a payer gets the share that the booking's policy gives now, an
   * organizer or admin gives back all that is left. Money that the booking never counted is refunded without
   * cancelling. Refuses strangers with `NotFound`, and with `AlreadyCheckedIn` and `NothingToRefund` (409).
   */
  async refund(caller: Caller, id: number): Promise<PaymentResponse> {
    const { thing: found, role } = requireRole(await this.payments.find(this.db, id), caller);
    const { personId, payerName } = found;
    const payer = personId === null ? undefined : (await this.identity.people([personId])).get(personId);
    const name = payerName ?? payer?.fullName ?? '';
    return this.db.transaction(async (tx) => {
      const booking = await this.cancelBooking(tx, found, role, caller.id);
      const payment = await this.payments.getForUpdate(tx, id);
      const cents = this.refundableCents(booking, payment, cancelCauseFor(role, booking));
      if (cents <= 0) throw new NothingToRefund();
      const refunded = await this.refunding.refund(tx, payment, {
        cents,
        cause: REFUND_CAUSES[role],
        actorId: caller.id,
      });
      return toPaymentResponse(refunded, name);
    });
  }

  /** Cancelled by its booker, the policy's share at that moment goes back; by others, all of it. */
  async refundCancelledBooking(
    tx: Tx,
    { bookingId, cause, actorId }: { bookingId: number; cause: CancelCause; actorId: number | null },
  ): Promise<void> {
    const booking = await this.booking.lockBooking(tx, bookingId);
    const applied = (await this.payments.ofBooking(tx, bookingId)).find((payment) => payment.applied);
    if (!applied) return;
    const payment = await this.payments.getForUpdate(tx, applied.id);
    const cents = this.refundableCents(booking, payment, cause);
    // After a failed refund a person decides.
    if (cents > 0 && !(await this.repository.hasFailed(tx, payment.id)))
      await this.refunding.refund(tx, payment, { cents, cause: REFUND_CAUSES_OF_CANCEL[cause], actorId });
  }

  /** Reserves all that is left of every payment of an event; each refund is then carried out by itself. */
  async refundWithdrawnEvent(tx: Tx, eventId: number, actorId: number | null): Promise<void> {
    const refundIds = await this.repository.reserveAllOfEvent(tx, eventId, actorId, this.clock.now());
    tx.afterCommit(() => this.refunding.enqueue(refundIds));
  }

  /** By the moment of cancelling, however late it is asked; what is reserved counts as refunded. */
  private refundableCents(booking: BookingData, payment: Payment, cause: CancelCause): number {
    if (cause !== 'booker' || !payment.applied) return payment.leftCents;
    const withReserved = { ...booking, paidCents: payment.amountCents, refundedCents: payment.returningCents };
    const at = booking.cancelledAt ?? this.clock.now();
    return Math.min(payment.leftCents, this.booking.refundDue(withReserved, at));
  }

  /** Cancels where the booking counts this payment, which changes only under the lock that it takes here. */
  private async cancelBooking(
    tx: Tx,
    found: Payment,
    role: PaymentRole,
    actorId: number,
  ): Promise<BookingData> {
    const { bookingId } = found;
    const booking = await this.booking.lockBooking(tx, bookingId);
    const isCounted = (await this.payments.ofBooking(tx, bookingId)).some(
      ({ id, applied }) => applied && id === found.id,
    );
    if (!isCounted) return booking;
    this.booking.requireUnused(booking, role === 'payer' ? 'booker' : 'organizer');
    if (!live.has(booking.status)) return booking;
    try {
      return await this.booking.cancel(tx, bookingId, { actorId, cause: CANCEL_CAUSES[role], isAlone: true });
    } catch (error) {
      if (error instanceof InvalidTransition) return booking;
      throw error;
    }
  }
}

/** A payer whose booking others cancelled gets all of it. */
function cancelCauseFor(role: PaymentRole, { cancelCause }: BookingData): CancelCause {
  return role === 'payer' ? (cancelCause ?? 'booker') : CANCEL_CAUSES[role];
}
