import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Logger } from '../../platform/observability/logger.js';
import { Clock } from '../../shared/clock.js';
import { CreditPurchasesRepository } from '../credit-purchases/credit-purchases.repository.js';
import { CreditPurchasesService } from '../credit-purchases/credit-purchases.service.js';
import { PaymentsRepository } from '../model/payments.repository.js';
import { SettlementService } from '../payments/settlement.service.js';
import { RefundingService } from '../refunds/refunding.service.js';
import type { MovedMoneyEvent, PaymentProvider } from '../providers/payment-provider.adapter.js';
import { PaymentProviderRegistry } from '../providers/payment-provider-registry.adapter.js';
import { KeptEventsRepository } from './kept-events.repository.js';
import { MovedMoneyService, paymentOf } from './moved-money.service.js';

@Injectable()
export class ProviderWebhooksService {
  private readonly logger = new Logger(ProviderWebhooksService.name);

  constructor(
    private readonly db: Database,
    private readonly providers: PaymentProviderRegistry,
    private readonly payments: PaymentsRepository,
    private readonly settlement: SettlementService,
    private readonly refunding: RefundingService,
    private readonly money: MovedMoneyService,
    private readonly kept: KeptEventsRepository,
    private readonly purchases: CreditPurchasesRepository,
    private readonly credits: CreditPurchasesService,
    private readonly clock: Clock,
  ) {}

  /**
   * Applies an event once, in whatever order events come. What went back is kept where it comes too early; a
   * payment that is told too early is polled. Refuses with `PaymentProviderNotConfigured` (404),
   * `InvalidSignature` and `InvalidInput` (400).
   */
  async receive(providerName: string, body: Buffer, signature: string): Promise<void> {
    const provider = this.providers.webhookProvider(providerName);
    const event = await provider.readEvent(body, signature);
    if (!event.about) return;
    const isNew = (tx: Tx) => this.money.markHandled(tx, provider.name, event);
    if ('payment' in event.about) {
      const payment = await this.payments.findByTransaction(this.db, event.about.payment);
      if (payment) return this.settlement.applyProviderAnswer(payment, event.about.answer, isNew);
      const purchase = await this.purchases.findByTransaction(this.db, event.about.payment);
      if (purchase) return this.credits.applyProviderAnswer(purchase, event.about.answer, isNew);
    } else if ('refund' in event.about) {
      const refund = await this.money.ownRefund(provider.name, event.about);
      if (refund) return this.refunding.applyProviderAnswer(refund, event.about.answer, isNew);
    } else {
      const moved = { ...event, about: event.about };
      if (await this.isBooked(provider, moved)) return;
      await this.kept.keep(this.db, provider.name, moved, paymentOf(moved.about), this.clock.now());
    }
    this.logger.warn('A provider told of something unknown', { provider: provider.name, event: event.id });
  }

  private async isBooked(provider: PaymentProvider, event: MovedMoneyEvent): Promise<boolean> {
    try {
      return await this.money.apply(provider, event);
    } catch (error) {
      if (!('charge' in event.about)) throw error;
      this.logger.warn('A provider cannot be asked', { event: event.id, reason: String(error) });
      return false;
    }
  }
}
