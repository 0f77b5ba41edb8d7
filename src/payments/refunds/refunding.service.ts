import { Injectable } from '@nestjs/common';
import { BookingApi } from '../../booking/booking.api.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { JobQueue } from '../../platform/engine/ports/job-queue.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Logger } from '../../platform/observability/logger.js';
import { Clock } from '../../shared/clock.js';
import { InvoicingService } from '../invoices/invoicing.service.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { accountsOf, transferReferenceOf } from '../model/payment-accounts.rules.js';
import type { Payment } from '../model/payment.entity.js';
import { PaymentsRepository } from '../model/payments.repository.js';
import { PaymentRefunded, RefundFailed } from '../payments.events.js';
import type { ProviderAnswer, RefundOrder } from '../providers/payment-provider.adapter.js';
import { PaymentProviderRegistry } from '../providers/payment-provider-registry.adapter.js';
import type { Refund, RefundCause } from '../model/refund.entity.js';
import { RefundsRepository } from './refunds.repository.js';

export const REFUND_JOB = 'payments.refund';

export interface RefundInput {
  cents: number;
  cause: RefundCause;
  actorId: number | null;
}

/** Carries refunds out: reserved in the use case's transaction, completed when the provider has done it. */
@Injectable()
export class RefundingService {
  private readonly logger = new Logger(RefundingService.name);

  constructor(
    private readonly db: Database,
    private readonly refunds: RefundsRepository,
    private readonly payments: PaymentsRepository,
    private readonly providers: PaymentProviderRegistry,
    private readonly booking: BookingApi,
    private readonly ledger: LedgerService,
    private readonly invoicing: InvoicingService,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
  ) {}

  /** Reserves, and has an instant provider refund at once, others after the commit. `NothingToRefund` (409). */
  async refund(tx: Tx, payment: Payment, input: RefundInput): Promise<Payment> {
    const { reserved, refund } = await this.reserve(tx, payment, input);
    const provider = this.providers.find(payment.provider);
    const answer = provider?.isInstant ? await provider.refund(orderOf(refund, reserved)) : null;
    if (answer?.state === 'completed') return this.complete(tx, reserved, refund, answer.reference);
    tx.afterCommit(() => this.enqueue([refund.id]));
    return reserved;
  }

  /** Books what has gone back already. Booking and payment are locked. `NothingToRefund` (409). */
  async book(tx: Tx, payment: Payment, input: RefundInput, reference: string): Promise<Payment> {
    const { reserved, refund } = await this.reserve(tx, payment, input);
    return this.complete(tx, reserved, refund, reference);
  }

  /** Applies what the provider said, unless `isNew` finds in the transaction that it was applied before. */
  async applyProviderAnswer(
    refund: Refund,
    answer: ProviderAnswer,
    isNew: (tx: Tx) => Promise<boolean> = async () => true,
  ): Promise<void> {
    const found = await this.payments.find(this.db, refund.paymentId);
    await this.db.transaction(async (tx) => {
      if (!(await isNew(tx))) return;
      if (answer.state === 'pending') return this.refunds.saveAnswer(tx, refund.id, answer.reference, null);
      await this.booking.lockBooking(tx, found!.bookingId);
      await this.conclude(tx, await this.payments.getForUpdate(tx, found!.id), refund, answer);
    });
  }

  /** For a booking and a payment that are locked. */
  async conclude(tx: Tx, payment: Payment, refund: Refund, answer: ProviderAnswer): Promise<void> {
    if (answer.state === 'completed') await this.complete(tx, payment, refund, answer.reference);
    if (answer.state === 'failed') await this.fail(tx, payment, refund, answer.reason);
  }

  /** Does not wait for the queue: the sweep finds refunds whose job could not be added. */
  enqueue(refundIds: number[]): void {
    const payloads = refundIds.map((id) => ({ refund_id: id }));
    this.jobs.addMany(REFUND_JOB, payloads).catch((error: unknown) => {
      this.logger.warn('Refunds wait for the sweep', { refunds: refundIds, reason: error });
    });
  }

  private async reserve(tx: Tx, payment: Payment, { cents, cause, actorId }: RefundInput) {
    const reserved = await this.payments.reserveRefund(tx, payment.id, cents);
    const at = this.clock.now();
    const asked = { paymentId: payment.id, amountCents: cents, cause, actorId, at };
    return { reserved, refund: await this.refunds.insert(tx, asked) };
  }

  private async complete(tx: Tx, payment: Payment, refund: Refund, reference: string): Promise<Payment> {
    const at = this.clock.now();
    const completed = await this.refunds.complete(tx, refund.id, reference, at);
    if (!completed) return payment;
    const { amountCents: cents, cause, actorId } = completed;
    if (payment.applied) await this.booking.recordRefund(tx, payment.bookingId, cents);
    const refunded = await this.payments.refund(tx, payment, cents, at);
    const refundPayload = { refundId: completed.id, refundCents: cents, cause };
    await this.audit.record(tx, {
      actorId,
      action: 'payments.refunded',
      subjectType: 'payment',
      subjectId: payment.id,
      details: { refund: completed.id, cents, cause },
    });
    await this.outbox.publish(tx, PaymentRefunded, { ...refunded.payload, ...refundPayload });
    const { provider, receivable } = accountsOf(payment);
    await this.ledger.transfer(tx, {
      reference: `refund:${completed.id}`,
      kind: 'refund',
      from: receivable,
      to: provider,
      amount: cents,
      unit: payment.currency,
      reverses: transferReferenceOf(payment),
    });
    await this.invoicing.credit(tx, refunded, completed);
    return refunded;
  }

  /** A completed refund whose money the bank returned is reversed. The payment is locked. */
  private async fail(tx: Tx, payment: Payment, { id }: Refund, reason: string): Promise<void> {
    const refund = (await this.refunds.find(tx, id))!;
    if (refund.status === 'failed') return;
    const { amountCents: cents, cause } = refund;
    const wasCompleted = refund.status === 'completed';
    await this.refunds.fail(tx, id, reason);
    const updated = await (wasCompleted
      ? this.reverse(tx, payment, refund)
      : this.payments.releaseRefund(tx, payment.id, cents));
    await this.audit.record(tx, {
      actorId: null,
      action: wasCompleted ? 'payments.refund_reversed' : 'payments.refund_failed',
      subjectType: 'payment',
      subjectId: payment.id,
      details: { refund: id, cents, reason },
    });
    const refundPayload = { refundId: id, refundCents: cents, cause, reason, organizerId: payment.organizerId };
    await this.outbox.publish(tx, RefundFailed, { ...updated.payload, ...refundPayload });
  }

  /** The credit note stays: nothing issued is ever changed. */
  private async reverse(tx: Tx, payment: Payment, { id, amountCents: cents }: Refund): Promise<Payment> {
    if (payment.applied) await this.booking.recordRefund(tx, payment.bookingId, -cents);
    const reversed = await this.payments.reverseRefund(tx, payment, cents);
    const { provider, receivable } = accountsOf(payment);
    await this.ledger.transfer(tx, {
      ...{ reference: `refund_reversed:${id}`, kind: 'refund_reversed', reverses: `refund:${id}` },
      ...{ from: provider, to: receivable, amount: cents, unit: payment.currency },
    });
    return reversed;
  }
}

export function orderOf(refund: Refund, payment: Payment): RefundOrder {
  const { transactionId, referenceNumber, currency } = payment;
  const { id: refundId, providerReference: refundReference, amountCents, attempts, refusals } = refund;
  const attempt = { refundId, refundReference, amountCents, attempts, refusals };
  return { ...attempt, transactionId, referenceNumber, currency };
}
