import { Injectable } from '@nestjs/common';
import { BookingApi } from '../../booking/booking.api.js';
import { Attempts, doubling, type Trial } from '../../platform/attempts/attempts.js';
import { Database } from '../../platform/database/database.js';
import { Every } from '../../platform/schedule/every.js';
import { Logger } from '../../platform/observability/logger.js';
import { Clock } from '../../shared/clock.js';
import type { PaymentProvider, ProviderAnswer } from '../providers/payment-provider.adapter.js';
import { PaymentProviderRegistry } from '../providers/payment-provider-registry.adapter.js';
import type { Payment } from '../model/payment.entity.js';
import { PaymentsRepository } from '../model/payments.repository.js';
import { linkOf } from './payment-due.policy.js';
import { SettlementService } from './settlement.service.js';

const CHECK_EVERY_MS = 5_000;
const BATCH = 50;
const CHECKS = new Attempts({
  table: 'payments.payments',
  waiting: `status = 'pending'`,
  attempts: 'checks',
  nextAt: 'next_check_at',
  pausesMs: doubling(10_000, 15 * 60_000),
});

/** Asks providers about payments without an answer or a webhook. */
@Injectable()
export class PendingPaymentsProcessor {
  private readonly logger = new Logger(PendingPaymentsProcessor.name);

  constructor(
    private readonly db: Database,
    private readonly booking: BookingApi,
    private readonly payments: PaymentsRepository,
    private readonly settlement: SettlementService,
    private readonly providers: PaymentProviderRegistry,
    private readonly clock: Clock,
  ) {}

  @Every(CHECK_EVERY_MS, CHECKS.due)
  check(signal?: AbortSignal): Promise<void> {
    const trial: Trial<Payment> = {
      limit: BATCH,
      read: (ids) => this.payments.findMany(this.db, ids),
      attempt: (payment) => this.ask(payment),
      postponed: ({ id: payment }, reason) =>
        this.logger.warn('A pending payment has to wait', { payment, reason }),
    };
    return CHECKS.tryDue(this.db, this.clock, trial, signal);
  }

  private async ask(payment: Payment): Promise<void> {
    const { id, checkoutId } = payment;
    const provider = this.providers.find(payment.provider);
    if (!provider) throw new Error(`${payment.provider} is not configured`);
    const answer = await (checkoutId === null ? this.payAgain(provider, payment) : provider.check(checkoutId));
    if (answer.state === 'pending') await this.payments.saveCheckout(this.db, id, answer.reference, answer.url);
    else await this.settlement.applyProviderAnswer(payment, answer);
  }

  private async payAgain(provider: PaymentProvider, payment: Payment): Promise<ProviderAnswer> {
    const booking = await this.booking.find(this.db, payment.bookingId);
    return provider.pay({ ...payment, ...linkOf(booking) });
  }
}
