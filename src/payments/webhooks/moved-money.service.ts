import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import { DisputesService } from '../disputes/disputes.service.js';
import type { Payment } from '../model/payment.entity.js';
import { PaymentsRepository } from '../model/payments.repository.js';
import type { Refund } from '../model/refund.entity.js';
import type {
  MovedMoney,
  MovedMoneyEvent,
  OwnRefund,
  PaymentProvider,
  RefundedPayment,
} from '../providers/payment-provider.adapter.js';
import { ForeignRefundsService } from '../refunds/foreign-refunds.service.js';
import { RefundingService } from '../refunds/refunding.service.js';
import { RefundsRepository } from '../refunds/refunds.repository.js';

/** Books what a provider told of money that went back, ours and others'. */
@Injectable()
export class MovedMoneyService {
  constructor(
    private readonly db: Database,
    private readonly payments: PaymentsRepository,
    private readonly refunds: RefundsRepository,
    private readonly refunding: RefundingService,
    private readonly foreign: ForeignRefundsService,
    private readonly disputes: DisputesService,
    private readonly clock: Clock,
  ) {}

  /** False where it is too early: no payment of ours has this money yet, or a refund of ours is under way. */
  async apply(provider: PaymentProvider, event: MovedMoneyEvent): Promise<boolean> {
    const { about } = event;
    const payment = await this.payments.findOfProvider(this.db, provider.name, paymentOf(about));
    if (!payment?.isSettled) return false;
    const isNew = (tx: Tx) => this.markHandled(tx, provider.name, event);
    if ('returned' in about) return this.foreign.apply(payment, about.returned, isNew);
    if ('charge' in about) return this.applyAll(provider, payment);
    await this.disputes.apply(payment, about.dispute, isNew);
    return true;
  }

  /** Null unless the refund is of the payment that is named. */
  async ownRefund(provider: string, { refund: id, of }: OwnRefund): Promise<Refund | null> {
    const refund = await this.refunds.find(this.db, id);
    const payment = refund && (await this.payments.find(this.db, refund.paymentId));
    if (payment?.provider !== provider) return null;
    const isOurs = of.transactionId === payment.transactionId;
    return isOurs || (payment.referenceNumber !== '' && of.referenceNumber === payment.referenceNumber)
      ? refund
      : null;
  }

  async markHandled(tx: Tx, provider: string, { id, kind }: { id: string; kind: string }): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO payments.provider_events (provider, event_id, kind, received_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT ON CONSTRAINT provider_events_pkey DO NOTHING RETURNING event_id`,
      [provider, id, kind, this.clock.now()],
    );
    return rows.length > 0;
  }

  /** A charge tells a sum, in which ours may be or not: each of its refunds is booked by its number. */
  private async applyAll(provider: PaymentProvider, payment: Payment): Promise<boolean> {
    const outcomes: boolean[] = [];
    for (const told of await provider.refundsOf(payment.referenceNumber)) {
      const refund = 'refund' in told && (await this.ownRefund(provider.name, told));
      if (refund) await this.refunding.applyProviderAnswer(refund, told.answer);
      if (!('returned' in told)) continue;
      const { reference, answer } = told.returned;
      const once = { id: `${reference}:${answer.state}`, kind: 'refund' };
      const isNew = (tx: Tx) => this.markHandled(tx, provider.name, once);
      outcomes.push(await this.foreign.apply(payment, told.returned, isNew));
    }
    return outcomes.every(Boolean);
  }
}

export function paymentOf(about: MovedMoney): RefundedPayment {
  if ('charge' in about) return about.charge;
  return 'returned' in about ? about.returned.of : about.dispute.of;
}
