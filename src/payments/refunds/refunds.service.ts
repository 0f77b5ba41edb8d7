import { Injectable } from '@nestjs/common';
import { BookingApi, type BookingData, type CancelCause } from '../../booking/booking.api.js';
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

const CANCELS: Record<PaymentRole, CancelCause> = { payer: 'booker', organizer: 'host', admin: 'admin' };
const CAUSES = { payer: 'booker', organizer: 'organizer', admin: 'admin' } as const;
const REFUNDS: Record<CancelCause, RefundCause> = {
  booker: 'booker',
  host: 'organizer',
  admin: 'admin',
  offer_withdrawn: 'offer_withdrawn',
};

/** Who gets how much back, and when. */
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
   * Refunds a payment and cancels its booking: to the payer the share that the booking's policy gives now, at the
   * organizer's or an admin's wish all that is left. Money that the booking never counted goes back without touching
   * it. Refuses with `NotFound` to strangers and `NothingToRefund` (409).
   */
  async refund(caller: Caller, id: number): Promise<PaymentResponse> {
    const { thing: found, role } = requireRole(await this.payments.find(this.db, id), caller);
    const name = (await this.identity.people([found.personId])).get(found.personId)?.fullName ?? '';
    return this.db.transaction(async (tx) => {
      const booking = await this.freed(tx, found, role, caller.id);
      const payment = await this.payments.getForUpdate(tx, id);
      const cents = this.due(booking, payment, causeFor(role, booking));
      if (cents <= 0) throw new NothingToRefund();
      const refunded = await this.refunding.refund(tx, payment, {
        cents,
        cause: CAUSES[role],
        actorId: caller.id,
      });
      return toPaymentResponse(refunded, name);
    });
  }

  /** What follows when a booking was cancelled: by its booker the policy's share of then goes back, else all. */
  async refundCancelledBooking(
    tx: Tx,
    { bookingId, cause, actorId }: { bookingId: number; cause: CancelCause; actorId: number | null },
  ): Promise<void> {
    const booking = await this.booking.lockBooking(tx, bookingId);
    const applied = (await this.payments.ofBooking(tx, bookingId)).find((payment) => payment.applied);
    if (!applied) return;
    const payment = await this.payments.getForUpdate(tx, applied.id);
    const cents = this.due(booking, payment, cause);
    // What a bank has refused for good is not asked for again by itself.
    if (cents > 0 && !(await this.repository.hasFailed(tx, payment.id)))
      await this.refunding.refund(tx, payment, { cents, cause: REFUNDS[cause], actorId });
  }

  /** Promises all that is left of every payment of a withdrawn event; each is then given back by itself. */
  async refundWithdrawnEvent(tx: Tx, eventId: number, actorId: number | null): Promise<void> {
    const promised = await this.repository.reserveAllOfEvent(tx, eventId, actorId, this.clock.now());
    tx.afterCommit(() => this.refunding.enqueue(promised));
  }

  /** By the moment at which the booking was given up, however late it is asked. What is promised counts as given back. */
  private due(booking: BookingData, payment: Payment, cause: CancelCause): number {
    if (cause !== 'booker' || !payment.applied) return payment.leftCents;
    const asGiven = { ...booking, paidCents: payment.amountCents, refundedCents: payment.returningCents };
    const at = booking.cancelledAt ?? this.clock.now();
    return Math.min(payment.leftCents, this.booking.refundDue(asGiven, at, 'booker'));
  }

  /**
   * The booking, locked, and not live any more where it counts this payment; one that is over or was cancelled before
   * stays as it is. Which payment it counts changes under its lock alone.
   */
  private async freed(tx: Tx, found: Payment, role: PaymentRole, actorId: number): Promise<BookingData> {
    const { bookingId } = found;
    const booking = await this.booking.lockBooking(tx, bookingId);
    const isCounted = (await this.payments.ofBooking(tx, bookingId)).some(
      ({ id, applied }) => applied && id === found.id,
    );
    if (!isCounted || (booking.status !== 'pending' && booking.status !== 'confirmed')) return booking;
    try {
      return await this.booking.cancel(tx, bookingId, { actorId, cause: CANCELS[role] });
    } catch (error) {
      if (error instanceof InvalidTransition) return booking;
      throw error;
    }
  }
}

/** Whose doing the refund is: a payer whose booking was cancelled by others gets all of it. */
function causeFor(role: PaymentRole, { cancelCause }: BookingData): CancelCause {
  return role === 'payer' ? (cancelCause ?? 'booker') : CANCELS[role];
}
