import { Injectable } from '@nestjs/common';
import { BookingApi, type BookingData, type LockedBooking } from '../../booking/booking.api.js';
import { IdentityApi } from '../../identity/identity.api.js';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Logger } from '../../platform/observability/logger.js';
import { Clock } from '../../shared/clock.js';
import type { Parties, Sale } from '../invoices/invoices.repository.js';
import { InvoicingService } from '../invoices/invoicing.service.js';
import { LedgerService } from '../ledger/ledger.service.js';
import { PaymentCompleted, PaymentFailed } from '../payments.events.js';
import type { ProviderAnswer } from '../providers/payment-provider.adapter.js';
import { RefundingService } from '../refunds/refunding.service.js';
import { accountsOf, transferReferenceOf } from '../model/payment-accounts.rules.js';
import type { Payment } from '../model/payment.entity.js';
import { canBePaid } from './payment-due.policy.js';
import { PaymentsRepository } from '../model/payments.repository.js';

type Payers = Pick<Payment, 'personId' | 'payerName' | 'organizerId'>;

/** Applies a provider's answer to the payment, its booking, the ledger and the invoices. */
@Injectable()
export class SettlementService {
  private readonly logger = new Logger(SettlementService.name);

  constructor(
    private readonly db: Database,
    private readonly payments: PaymentsRepository,
    private readonly booking: BookingApi,
    private readonly identity: IdentityApi,
    private readonly refunding: RefundingService,
    private readonly ledger: LedgerService,
    private readonly invoicing: InvoicingService,
    private readonly outbox: Outbox,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * The caller has locked the booking, then the payment. Money that the booking cannot use is refunded at once.
   */
  async settle(
    tx: Tx,
    payment: Payment,
    answer: ProviderAnswer,
    { booking, parties }: { booking: LockedBooking; parties: Parties },
  ): Promise<Payment> {
    if (answer.state === 'pending' || !payment.canBecome(answer.state)) return payment;
    if (answer.state === 'failed') return this.fail(tx, payment, booking, answer.reason);
    const applied = await this.countsForBooking(tx, booking, payment);
    const sold = { ...parties, ...saleOf(booking) };
    const completed = await this.complete(tx, payment, answer.reference, applied, sold);
    if (applied || payment.amountCents === 0) return completed;
    return this.refunding.refund(tx, completed, { cents: payment.amountCents, cause: 'late', actorId: null });
  }

  /**
   * `settle` in its own transaction, where `isNew` agrees; another amount than asked for is left to a person.
   */
  async applyProviderAnswer(
    payment: Payment,
    answer: ProviderAnswer,
    isNew: (tx: Tx) => Promise<boolean> = async () => true,
  ): Promise<void> {
    if (!isAsAsked(payment, answer)) {
      this.logger.error('Another amount came than was asked for', undefined, {
        payment: payment.id,
        ...answer,
      });
      return;
    }
    const parties = await this.partiesOf(payment);
    await this.db.transaction(async (tx) => {
      if (!(await isNew(tx))) return;
      const booking = await this.booking.lockBooking(tx, payment.bookingId, { toPay: true });
      await this.settle(tx, await this.payments.getForUpdate(tx, payment.id), answer, { booking, parties });
    });
  }

  /** Who pays whom, by today's names; without an organizer the platform sells. */
  async partiesOf({ personId, payerName, organizerId }: Payers): Promise<Parties> {
    const ids = [personId, organizerId].filter((id) => id !== null);
    const people = await this.identity.people(ids);
    const [payer, seller] = [personId, organizerId].map((id) => people.get(id ?? 0)?.fullName);
    return { payer: payerName ?? payer ?? '', seller: seller ?? this.config.siteName };
  }

  /** By payment, by today's names. */
  async payersOf(payments: readonly Payment[]): Promise<Map<number, string>> {
    const people = await this.identity.people(payments.flatMap(({ personId }) => personId ?? []));
    return new Map(
      payments.map((each) => [each.id, each.payerName ?? people.get(each.personId ?? 0)?.fullName ?? '']),
    );
  }

  private async countsForBooking(tx: Tx, booking: LockedBooking, { amountCents }: Payment): Promise<boolean> {
    if (amountCents === 0 && booking.status !== 'pending') return booking.status === 'confirmed';
    return (await this.booking.recordPayment(tx, booking, amountCents)).outcome !== 'gone';
  }

  private async complete(
    tx: Tx,
    payment: Payment,
    reference: string,
    applied: boolean,
    sold: Parties & Sale,
  ): Promise<Payment> {
    const completed = await this.payments.complete(tx, payment.id, reference, applied, this.clock.now());
    const { amountCents: cents, currency, personId, method } = completed;
    await this.audit.record(tx, {
      actorId: personId,
      action: 'payments.completed',
      subjectType: 'payment',
      subjectId: payment.id,
      details: { booking: payment.bookingId, cents, currency, method, applied },
    });
    await this.outbox.publish(tx, PaymentCompleted, { ...completed.payload, applied });
    if (cents > 0) {
      const { provider, receivable } = accountsOf(completed);
      const between = { from: provider, to: receivable, amount: cents, unit: currency };
      await this.ledger.transfer(tx, {
        reference: transferReferenceOf(completed),
        kind: 'payment',
        ...between,
      });
    }
    await this.invoicing.issue(tx, completed, sold);
    return completed;
  }

  private async fail(tx: Tx, payment: Payment, booking: BookingData, reason: string): Promise<Payment> {
    const payable = canBePaid(booking);
    const failed = await this.payments.fail(tx, payment.id, reason, this.clock.now());
    await this.audit.record(tx, {
      actorId: payment.personId,
      action: 'payments.failed',
      subjectType: 'payment',
      subjectId: payment.id,
      details: { booking: payment.bookingId, reason },
    });
    await this.outbox.publish(tx, PaymentFailed, { ...failed.payload, reason, payable });
    return failed;
  }
}

function saleOf({ startsAt, endsAt, offer }: BookingData): Sale {
  const supply = { from: startsAt.toISOString(), until: endsAt.toISOString(), zone: offer?.timezone ?? 'UTC' };
  return { supply, taxRate: offer?.taxRate ?? 0 };
}

function isAsAsked({ amountCents, currency }: Payment, answer: ProviderAnswer): boolean {
  if (answer.state !== 'completed' || !answer.received) return true;
  return answer.received.amountCents === amountCents && answer.received.currency === currency;
}
