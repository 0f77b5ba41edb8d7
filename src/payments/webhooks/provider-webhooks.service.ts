import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Logger } from '../../platform/observability/logger.js';
import { Clock } from '../../shared/clock.js';
import { CreditPurchasesRepository } from '../credit-purchases/credit-purchases.repository.js';
import { CreditPurchasesService } from '../credit-purchases/credit-purchases.service.js';
import { PaymentsRepository } from '../model/payments.repository.js';
import { SettlementService } from '../payments/settlement.service.js';
import type { Refund } from '../model/refund.entity.js';
import { DisputesService } from '../disputes/disputes.service.js';
import { ForeignRefundsService } from '../refunds/foreign-refunds.service.js';
import { RefundingService } from '../refunds/refunding.service.js';
import { RefundsRepository } from '../refunds/refunds.repository.js';
import type { ProviderEvent } from '../providers/payment-provider.adapter.js';
import { PaymentProviderRegistry } from '../providers/payment-provider-registry.adapter.js';

type RefundSubject = Extract<ProviderEvent['about'], { refund: number }>;

@Injectable()
export class ProviderWebhooksService {
  private readonly logger = new Logger(ProviderWebhooksService.name);

  constructor(
    private readonly db: Database,
    private readonly providers: PaymentProviderRegistry,
    private readonly payments: PaymentsRepository,
    private readonly settlement: SettlementService,
    private readonly refunds: RefundsRepository,
    private readonly refunding: RefundingService,
    private readonly foreign: ForeignRefundsService,
    private readonly disputes: DisputesService,
    private readonly purchases: CreditPurchasesRepository,
    private readonly credits: CreditPurchasesService,
    private readonly clock: Clock,
  ) {}

  /**
   * Applies an event once, in whatever order events come. One that is not ours, or comes before its payment is
   * stored, has no effect: pending payments are polled. Refuses with `PaymentProviderNotConfigured` (404),
   * `InvalidSignature` and `InvalidInput` (400).
   */
  async receive(providerName: string, body: Buffer, signature: string): Promise<void> {
    const provider = this.providers.webhookProvider(providerName);
    const event = await provider.readEvent(body, signature);
    if (!event.about) return;
    const isNew = (tx: Tx) => this.markHandled(tx, provider.name, event);
    if ('payment' in event.about) {
      const payment = await this.payments.findByTransaction(this.db, event.about.payment);
      if (payment) return this.settlement.applyProviderAnswer(payment, event.about.answer, isNew);
      const purchase = await this.purchases.findByTransaction(this.db, event.about.payment);
      if (purchase) return this.credits.applyProviderAnswer(purchase, event.about.answer, isNew);
    } else if ('refund' in event.about) {
      const refund = await this.refundOf(provider.name, event.about);
      if (refund) return this.refunding.applyProviderAnswer(refund, event.about.answer, isNew);
    } else if ('returned' in event.about) {
      const { returned } = event.about;
      const payment = await this.payments.findOfProvider(this.db, provider.name, returned.of);
      if (payment) return this.foreign.apply(payment, returned, isNew);
    } else {
      const { dispute } = event.about;
      const payment = await this.payments.findOfProvider(this.db, provider.name, dispute.of);
      if (payment) return this.disputes.apply(payment, dispute, isNew);
    }
    this.logger.warn('A provider told of something unknown', { provider: provider.name, event: event.id });
  }

  /** Null unless the refund is of the payment that the event names. */
  private async refundOf(provider: string, { refund: id, of }: RefundSubject): Promise<Refund | null> {
    const refund = await this.refunds.find(this.db, id);
    const payment = refund && (await this.payments.find(this.db, refund.paymentId));
    if (payment?.provider !== provider) return null;
    const isOurs = of.transactionId === payment.transactionId;
    return isOurs || (payment.referenceNumber !== '' && of.referenceNumber === payment.referenceNumber)
      ? refund
      : null;
  }

  private async markHandled(tx: Tx, provider: string, { id, kind }: ProviderEvent): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO payments.provider_events (provider, event_id, kind, received_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT ON CONSTRAINT provider_events_pkey DO NOTHING RETURNING event_id`,
      [provider, id, kind, this.clock.now()],
    );
    return rows.length > 0;
  }
}
