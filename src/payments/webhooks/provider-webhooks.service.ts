import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Logger } from '../../platform/observability/logger.js';
import { Clock } from '../../shared/clock.js';
import { PaymentsRepository } from '../model/payments.repository.js';
import { SettlementService } from '../payments/settlement.service.js';
import type { Refund } from '../model/refund.entity.js';
import { RefundingService } from '../refunds/refunding.service.js';
import { RefundsRepository } from '../refunds/refunds.repository.js';
import type { ProviderEvent } from '../providers/payment-provider.adapter.js';
import { PaymentProviderRegistry } from '../providers/payment-provider-registry.adapter.js';

type RefundNews = Extract<ProviderEvent['about'], { refund: number }>;

/** Takes in what providers tell, in whatever order and however often. */
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
    private readonly clock: Clock,
  ) {}

  /**
   * Takes one event's effect, once. What is not ours, or comes before its payment is written down, has none: pending
   * payments are asked about anyway. Refuses with `ProviderNotConfigured` (404) and `InvalidSignature` (400).
   */
  async receive(providerName: string, body: Buffer, signature: string): Promise<void> {
    const provider = this.providers.webhookProvider(providerName);
    const event = await provider.readEvent(body, signature);
    if (!event.about) return;
    const isNew = (tx: Tx) => this.firstTime(tx, provider.name, event);
    if ('payment' in event.about) {
      const payment = await this.payments.findByTransaction(this.db, event.about.payment);
      if (payment) return this.settlement.applyProviderAnswer(payment, event.about.answer, isNew);
    } else {
      const refund = await this.refundOf(provider.name, event.about);
      if (refund) return this.refunding.applyProviderAnswer(refund, event.about.answer, isNew);
    }
    this.logger.warn('A provider told of something unknown', { provider: provider.name, event: event.id });
  }

  /** Null unless it is of the very payment that the provider gives back. */
  private async refundOf(provider: string, { refund: id, of }: RefundNews): Promise<Refund | null> {
    const refund = await this.refunds.find(this.db, id);
    const payment = refund && (await this.payments.find(this.db, refund.paymentId));
    if (payment?.provider !== provider) return null;
    const isOurs = of.transactionId === payment.transactionId;
    return isOurs || (payment.referenceNumber !== '' && of.referenceNumber === payment.referenceNumber)
      ? refund
      : null;
  }

  private async firstTime(tx: Tx, provider: string, { id, kind }: ProviderEvent): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO payments.provider_events (provider, event_id, kind, received_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT ON CONSTRAINT provider_events_pkey DO NOTHING RETURNING event_id`,
      [provider, id, kind, this.clock.now()],
    );
    return rows.length > 0;
  }
}
