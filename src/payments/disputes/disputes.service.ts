import { Injectable } from '@nestjs/common';
import { BookingApi } from '../../booking/booking.api.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import type { Payment } from '../model/payment.entity.js';
import { PaymentsRepository } from '../model/payments.repository.js';
import { PaymentDisputed } from '../payments.events.js';
import type { ProviderDispute } from '../providers/payment-provider.adapter.js';
import { RefundingService } from '../refunds/refunding.service.js';
import { DisputesRepository } from './disputes.repository.js';

/** Keeps what payers dispute, and tells the organizer; what is lost is booked as refunded. */
@Injectable()
export class DisputesService {
  constructor(
    private readonly db: Database,
    private readonly disputes: DisputesRepository,
    private readonly payments: PaymentsRepository,
    private readonly refunding: RefundingService,
    private readonly booking: BookingApi,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async apply(found: Payment, told: ProviderDispute, isNew: (tx: Tx) => Promise<boolean>): Promise<void> {
    await this.db.transaction(async (tx) => {
      if (!(await isNew(tx))) return;
      await this.booking.lockBooking(tx, found.bookingId);
      const payment = await this.payments.getForUpdate(tx, found.id);
      const saved = await this.disputes.save(tx, payment, told, this.clock.now());
      if (!saved || saved.before === told.state) return;
      const { amountCents: disputedCents, reason, state, reference } = told;
      const current = state === 'lost' ? await this.bookLoss(tx, payment, told) : payment;
      await this.audit.record(tx, {
        actorId: null,
        action: `payments.dispute_${state}`,
        subjectType: 'payment',
        subjectId: payment.id,
        details: { dispute: saved.id, reference, cents: disputedCents, reason },
      });
      const about = { disputeId: saved.id, disputedCents, reason, state, organizerId: payment.organizerId };
      await this.outbox.publish(tx, PaymentDisputed, { ...current.payload, ...about });
    });
  }

  private async bookLoss(tx: Tx, payment: Payment, told: ProviderDispute): Promise<Payment> {
    const cents = told.currency === payment.currency ? Math.min(told.amountCents, payment.leftCents) : 0;
    if (cents === 0) return payment;
    return this.refunding.book(tx, payment, { cents, cause: 'dispute', actorId: null }, told.reference);
  }
}
