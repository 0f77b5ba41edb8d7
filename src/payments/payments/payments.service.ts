import { Injectable } from '@nestjs/common';
import { BookingApi, type BookingData } from '../../booking/booking.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Logger } from '../../platform/observability/logger.js';
import { Clock } from '../../shared/clock.js';
import { Forbidden, InvalidInput, NotFound } from '../../shared/errors.js';
import { centsFrom } from '../../shared/money.js';
import { toBuyer } from '../billing/billing.dto.js';
import { requireRole } from '../model/payment.access.js';
import { toPaymentResponse, type PaymentResponse } from '../model/payment.dto.js';
import type { Payment } from '../model/payment.entity.js';
import { PaymentsRepository, type NewPayment } from '../model/payments.repository.js';
import { newTransactionId } from '../model/transaction-id.rules.js';
import { BookingNotPayable, PaymentPending } from '../payments.errors.js';
import type { PaymentProvider, ProviderAnswer } from '../providers/payment-provider.adapter.js';
import { PaymentProviderRegistry } from '../providers/payment-provider-registry.adapter.js';
import { linkOf, offerProblems, requirePayable, type OfferedAmount } from './payment-due.policy.js';
import type { PayByLinkRequest, PaymentsQuery, PayRequest } from './payments.dto.js';
import { PaymentsQueries } from './payments.queries.js';
import { SettlementService } from './settlement.service.js';

/** When to ask again first: soon where the provider was silent, later where the payer has to act. */
const FIRST_CHECK_MS = { unanswered: 5_000, waiting: 60_000 };
type Payer = Pick<NewPayment, 'personId' | 'payerName'>;

const UNANSWERED: ProviderAnswer = { state: 'pending', reference: '', url: null };

@Injectable()
export class PaymentsService {
  private readonly logger = new Logger(PaymentsService.name);

  constructor(
    private readonly db: Database,
    private readonly payments: PaymentsRepository,
    private readonly queries: PaymentsQueries,
    private readonly settlement: SettlementService,
    private readonly providers: PaymentProviderRegistry,
    private readonly booking: BookingApi,
    private readonly clock: Clock,
  ) {}

  /**
   * Pays a booking of the caller's; one whose hold has lapsed takes its seats again where they are free. The
   * provider is asked before the transaction, and its silence leaves the payment pending. Refuses with 400
   * another's booking and any amount but the one due, with 409 `ALREADY_PAID`, `PAYMENT_PENDING` and
   * `BOOKING_NOT_PAYABLE`.
   */
  async pay(caller: Caller, request: PayRequest): Promise<PaymentResponse> {
    const found = await this.booking.find(this.db, request.booking);
    const own = found?.personId === caller.id ? found : null;
    return this.payFor(own, { personId: caller.id, payerName: null }, caller.fullName, request);
  }

  /** By who has the booking's link, in its booker's name. Refuses with `NotFound`, and like `pay`. */
  async payByLink(token: string, request: PayByLinkRequest): Promise<PaymentResponse> {
    const linked = await this.booking.findByToken(this.db, token);
    if (!linked) throw new NotFound('The booking');
    const { booking: found } = linked;
    if (!found?.priceCents)
      throw new BookingNotPayable(found?.status ?? 'waitlisted', found ? 'free' : undefined);
    const { personId } = found;
    const name = (await this.booking.inviteeOf(this.db, found))?.name ?? '';
    const payer = personId === null ? { personId, payerName: name } : { personId, payerName: null };
    return { ...(await this.payFor(found, payer, name, request)), user: null };
  }

  private async payFor(
    found: BookingData | null,
    payer: Payer,
    name: string,
    request: PayByLinkRequest,
  ): Promise<PaymentResponse> {
    const provider = this.providers.forMethod(request.method);
    if (!provider || !found)
      throw new InvalidInput({
        ...(!provider && { method: ['This method is not offered here.'] }),
        ...(found ? offerProblems(found, offeredBy(request)) : { booking: ['You have no such booking.'] }),
      });
    const known = await this.payments.ofBooking(this.db, found.id);
    await this.requirePayableNow(this.db, found, request, known);
    const pending = known.find(({ status }) => status === 'pending');
    if (pending) throw new PaymentPending(pending.id);

    const title = found.offer?.title || ((await this.booking.inviteeOf(this.db, found))?.title ?? '');
    const payment = { ...this.newPayment(found, provider, request), ...payer, title };
    const answer = await this.ask(provider, { ...payment, ...linkOf(found) });
    const parties = await this.settlement.partiesOf(payment);
    return this.db.transaction(async (tx) => {
      const booking = await this.booking.lockBooking(tx, found.id, { toPay: true });
      // A payment that came in between shows in what is still due, or is refused by an index.
      await this.requirePayableNow(tx, booking, request);
      const pending = await this.payments.insert(tx, withAnswer(payment, answer));
      const settled = await this.settlement.settle(tx, pending, answer, { booking, parties });
      // Nothing has moved yet at an instant provider: the rollback undoes the whole payment.
      if (provider.isInstant && settled.amountCents > 0 && !settled.applied)
        throw new BookingNotPayable('expired');
      return toPaymentResponse(settled, name);
    });
  }

  /** Refuses everybody's with `Forbidden` to all but admins. */
  async list(caller: Caller, query: PaymentsQuery): Promise<Page<PaymentResponse>> {
    const isOfAll = query.of === 'everybody';
    if (isOfAll && !caller.isAdmin) throw new Forbidden();
    const page = await this.queries.list(isOfAll ? null : caller.id, query);
    const names = isOfAll ? await this.settlement.payersOf(page.items) : undefined;
    const nameOf = (payment: Payment) => names?.get(payment.id) ?? caller.fullName;
    return { ...page, items: page.items.map((payment) => toPaymentResponse(payment, nameOf(payment))) };
  }

  /** `NotFound` to everybody but the payer, the organizer and admins. */
  async read(caller: Caller, id: number): Promise<PaymentResponse> {
    const { thing: payment, role } = requireRole(await this.payments.find(this.db, id), caller);
    if (role === 'payer') return toPaymentResponse(payment, caller.fullName);
    const { payer } = await this.settlement.partiesOf(payment);
    return toPaymentResponse(payment, payer);
  }

  private async requirePayableNow(
    source: Pick<Tx, 'query'>,
    booking: BookingData,
    request: PayByLinkRequest,
    known: Payment[] = [],
  ): Promise<void> {
    const isPaid = known.some(({ applied }) => applied);
    requirePayable(booking, isPaid, offeredBy(request));
    if (booking.status === 'expired') await this.requireNotRebooked(source, booking);
  }

  /** Refuses a lapsed hold whose holder has booked the same offer again since. */
  private async requireNotRebooked(
    source: Pick<Tx, 'query'>,
    { personId, refId, offer }: BookingData,
  ): Promise<void> {
    if (personId === null || refId === null || !offer) return;
    if (await this.booking.findByPerson(source, personId, offer.kind, refId))
      throw new BookingNotPayable('expired');
  }

  private newPayment(
    booking: BookingData,
    provider: PaymentProvider,
    request: PayByLinkRequest,
  ): Omit<NewPayment, keyof Payer | 'title'> {
    const createdAt = this.clock.now();
    return {
      bookingId: booking.id,
      organizerId: booking.hostId,
      eventId: booking.offer?.kind === 'event' ? booking.refId : null,
      quantity: booking.quantity,
      amountCents: centsFrom(request.amount),
      currency: booking.currency,
      method: request.method,
      provider: provider.name,
      transactionId: newTransactionId(),
      checkoutId: null,
      checkoutUrl: null,
      billing: request.billing ? toBuyer(request.billing) : null,
      createdAt,
      nextCheckAt: new Date(createdAt.getTime() + FIRST_CHECK_MS.unanswered),
    };
  }

  private async ask(
    provider: PaymentProvider,
    payment: NewPayment & { link?: string },
  ): Promise<ProviderAnswer> {
    if (payment.amountCents === 0) return { state: 'completed', reference: '' };
    try {
      return await provider.pay(payment);
    } catch (error) {
      const { transactionId } = payment;
      this.logger.warn('A provider did not answer', {
        provider: provider.name,
        transactionId,
        reason: String(error),
      });
      return UNANSWERED;
    }
  }
}

function offeredBy({ amount, currency }: PayByLinkRequest): OfferedAmount {
  return { cents: centsFrom(amount), currency };
}

function withAnswer(payment: NewPayment, answer: ProviderAnswer): NewPayment {
  if (answer.state !== 'pending' || !answer.reference) return payment;
  const nextCheckAt = new Date(payment.createdAt.getTime() + FIRST_CHECK_MS.waiting);
  return { ...payment, checkoutId: answer.reference, checkoutUrl: answer.url, nextCheckAt };
}
