import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Logger } from '../../platform/observability/logger.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput } from '../../shared/errors.js';
import { toCreditEntryResponse } from '../credits/credits.dto.js';
import { CreditsQueries } from '../credits/credits.queries.js';
import {
  CENTS_PER_CREDIT,
  CREDIT_CURRENCY,
  CREDIT_UNIT,
  creditsOf,
  ISSUANCE,
} from '../credits/credits.rules.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { HOUSE } from '../model/payment-accounts.rules.js';
import { newTransactionId } from '../model/transaction-id.rules.js';
import { CreditsPurchased } from '../payments.events.js';
import type { ProviderAnswer } from '../providers/payment-provider.adapter.js';
import { PaymentProviderRegistry } from '../providers/payment-provider-registry.adapter.js';
import { ERASED, type CreditPurchase, type PurchaseStatus } from './credit-purchase.entity.js';
import {
  priceProblems,
  toCreditPaymentResponse,
  type CreditPurchaseRequest,
  type CreditPurchaseResponse,
} from './credit-purchases.dto.js';
import { CreditPurchasesRepository, type NewPurchase } from './credit-purchases.repository.js';

/** When to ask again first: soon where the provider was silent, later where the buyer has to act. */
const FIRST_CHECK_MS = { unanswered: 5_000, waiting: 60_000 };

@Injectable()
export class CreditPurchasesService {
  private readonly logger = new Logger(CreditPurchasesService.name);

  constructor(
    private readonly db: Database,
    private readonly purchases: CreditPurchasesRepository,
    private readonly queries: CreditsQueries,
    private readonly ledger: LedgerService,
    private readonly providers: PaymentProviderRegistry,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Refuses with 400 a method that is not offered, and any amount but the price. */
  async purchase(caller: Caller, request: CreditPurchaseRequest): Promise<CreditPurchaseResponse> {
    const provider = this.providers.forMethod(request.payment_method);
    if (!provider) throw new InvalidInput({ method: ['This method is not offered here.'] });
    const wanted = this.wanted(caller, request, provider.name);
    const problems = priceProblems(request);
    if (problems) throw new InvalidInput(problems);
    const answer = await this.ask(() => provider.pay({ ...wanted, title: titleOf(wanted) }), wanted);
    return this.db.transaction(async (tx) => {
      const made = await this.purchases.insert(tx, withAnswer(wanted, answer));
      const { purchase, transferId } = await this.settle(tx, made, answer);
      const entry = transferId && (await this.queries.entry(tx, caller.id, transferId));
      return {
        success: purchase.status !== 'failed',
        payment: toCreditPaymentResponse(purchase),
        transaction: entry ? toCreditEntryResponse(entry, caller) : null,
        new_balance: (await this.queries.balanceOf(tx, caller.id))?.balance ?? 0,
      };
    });
  }

  /** How one's newest purchase stands; null before the first. */
  lastStatus(caller: Caller): Promise<PurchaseStatus | null> {
    return this.purchases.lastStatusOf(this.db, caller.id);
  }

  /** Where `isNew` agrees; another amount than asked for is left to a person. */
  async applyProviderAnswer(
    { id, amountCents, currency }: CreditPurchase,
    answer: ProviderAnswer,
    isNew: (tx: Tx) => Promise<boolean> = async () => true,
  ): Promise<void> {
    const received = answer.state === 'completed' ? answer.received : undefined;
    if (received && (received.amountCents !== amountCents || received.currency !== currency)) {
      this.logger.error('Another amount came than credits were to cost', undefined, {
        purchase: id,
        ...received,
      });
      return;
    }
    await this.db.transaction(async (tx) => {
      if (!(await isNew(tx))) return;
      await this.settle(tx, await this.purchases.getForUpdate(tx, id), answer);
    });
  }

  /** Asks again about one that is pending. */
  async check(purchase: CreditPurchase): Promise<void> {
    const provider = this.providers.find(purchase.provider);
    if (!provider) throw new Error(`${purchase.provider} is not configured`);
    const { checkoutId } = purchase;
    const answer = await (checkoutId === null
      ? provider.pay({ ...purchase, title: titleOf(purchase) })
      : provider.check(checkoutId));
    if (answer.state !== 'pending') return this.applyProviderAnswer(purchase, answer);
    const checkout = { checkoutId: answer.reference, checkoutUrl: answer.url };
    await this.purchases.saveCheckout(this.db, purchase.id, checkout);
  }

  private wanted(caller: Caller, request: CreditPurchaseRequest, provider: string): NewPurchase {
    const createdAt = this.clock.now();
    const credits = request.credits_to_purchase;
    return {
      ...{ personId: caller.id, credits, amountCents: credits * CENTS_PER_CREDIT, currency: CREDIT_CURRENCY },
      ...{ method: request.payment_method, provider, transactionId: newTransactionId() },
      ...{ checkoutId: null, checkoutUrl: null, createdAt },
      nextCheckAt: new Date(createdAt.getTime() + FIRST_CHECK_MS.unanswered),
    };
  }

  private async ask(
    pay: () => Promise<ProviderAnswer>,
    { provider, transactionId }: NewPurchase,
  ): Promise<ProviderAnswer> {
    try {
      return await pay();
    } catch (error) {
      this.logger.warn('A provider did not answer', { provider, transactionId, reason: String(error) });
      return { state: 'pending', reference: '', url: null };
    }
  }

  /** The purchase is new, or locked. */
  private async settle(
    tx: Tx,
    purchase: CreditPurchase,
    answer: ProviderAnswer,
  ): Promise<{ purchase: CreditPurchase; transferId: number | null }> {
    const unchanged = { purchase, transferId: null };
    if (answer.state === 'pending' || !purchase.canBecome(answer.state)) return unchanged;
    const at = this.clock.now();
    if (answer.state === 'failed')
      return { purchase: await this.purchases.fail(tx, purchase.id, answer.reason, at), transferId: null };
    if (purchase.failureReason === ERASED) {
      this.logger.error('Money came for credits of who is gone', undefined, { purchase: purchase.id });
      await this.purchases.keepReference(tx, purchase.id, answer.reference);
      return unchanged;
    }
    const completed = await this.purchases.complete(tx, purchase.id, answer.reference, at);
    return { purchase: completed, transferId: await this.book(tx, completed) };
  }

  /** The money first: of the two transfers, credits lock the busier accounts. */
  private async book(tx: Tx, purchase: CreditPurchase): Promise<number> {
    const { id, personId, credits, amountCents, currency, provider, method } = purchase;
    await this.audit.record(tx, {
      ...{ actorId: personId, action: 'payments.credits_purchased', details: { credits, amountCents, method } },
      ...{ subjectType: 'credit_purchase', subjectId: id },
    });
    await this.outbox.publish(tx, CreditsPurchased, {
      purchaseId: id,
      personId,
      credits,
      amountCents,
      currency,
    });
    await this.ledger.transfer(tx, {
      ...{ reference: `credits_paid:${id}`, kind: 'payment', amount: amountCents, unit: currency },
      ...{ from: { kind: 'provider', holder: provider }, to: { kind: 'receivable', holder: HOUSE } },
    });
    return this.ledger.transfer(tx, {
      ...{ reference: `credits:${id}`, kind: 'credit_purchase', amount: credits, unit: CREDIT_UNIT },
      ...{ from: ISSUANCE, to: creditsOf(personId) },
    });
  }
}

function titleOf({ credits }: Pick<CreditPurchase, 'credits'>): string {
  return credits === 1 ? '1 credit' : `${credits} credits`;
}

function withAnswer(purchase: NewPurchase, answer: ProviderAnswer): NewPurchase {
  if (answer.state !== 'pending' || !answer.reference) return purchase;
  const nextCheckAt = new Date(purchase.createdAt.getTime() + FIRST_CHECK_MS.waiting);
  return { ...purchase, checkoutId: answer.reference, checkoutUrl: answer.url, nextCheckAt };
}
