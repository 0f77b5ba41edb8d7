import { Injectable } from '@nestjs/common';
import { BookingApi } from '../../booking/booking.api.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Logger } from '../../platform/observability/logger.js';
import type { Payment } from '../model/payment.entity.js';
import { PaymentsRepository } from '../model/payments.repository.js';
import { RefundedAtProvider } from '../payments.events.js';
import type { ForeignRefund } from '../providers/payment-provider.adapter.js';
import { RefundingService } from './refunding.service.js';
import { RefundsRepository } from './refunds.repository.js';

/** Books refunds that somebody made at the provider. The booking stays; its organizer is told. */
@Injectable()
export class ForeignRefundsService {
  private readonly logger = new Logger(ForeignRefundsService.name);

  constructor(
    private readonly db: Database,
    private readonly payments: PaymentsRepository,
    private readonly refunds: RefundsRepository,
    private readonly refunding: RefundingService,
    private readonly booking: BookingApi,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
  ) {}

  /** False where there is no room for it while a refund of ours is under way. */
  async apply(found: Payment, told: ForeignRefund, isNew: (tx: Tx) => Promise<boolean>): Promise<boolean> {
    if (told.answer.state === 'pending') return true;
    return this.db.transaction(async (tx) => {
      await this.booking.lockBooking(tx, found.bookingId);
      const payment = await this.payments.getForUpdate(tx, found.id);
      const known = await this.refunds.findByReference(tx, payment.id, told.reference);
      const isBooked = !known && told.answer.state === 'completed';
      if (isBooked && told.amountCents > payment.leftCents && (await this.refunds.hasPending(tx, payment.id)))
        return false;
      if (!(await isNew(tx))) return true;
      if (known) await this.refunding.conclude(tx, payment, known, told.answer);
      else if (isBooked) await this.book(tx, payment, told);
      return true;
    });
  }

  private async book(tx: Tx, payment: Payment, told: ForeignRefund): Promise<void> {
    const { reference, amountCents: refundCents, currency } = told;
    const bookedCents = currency === payment.currency ? Math.min(refundCents, payment.leftCents) : 0;
    const details = { refundCents, bookedCents, reference };
    if (bookedCents < refundCents)
      this.logger.error('More went back at the provider than can be booked', undefined, {
        ...{ payment: payment.id, currency },
        ...details,
      });
    const input = { cents: bookedCents, cause: 'provider', actorId: null } as const;
    const booked = bookedCents > 0 ? await this.refunding.book(tx, payment, input, reference) : payment;
    await this.audit.record(tx, {
      actorId: null,
      action: 'payments.refunded_at_provider',
      subjectType: 'payment',
      subjectId: payment.id,
      details: { ...details, currency },
    });
    const { organizerId } = payment;
    await this.outbox.publish(tx, RefundedAtProvider, { ...booked.payload, ...details, organizerId });
  }
}
