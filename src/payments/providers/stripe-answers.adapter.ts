import type Stripe from 'stripe';
import type { DisputeState } from '../model/dispute.entity.js';
import type { ForeignRefund, OwnRefund, ProviderAnswer, ProviderEvent } from './payment-provider.adapter.js';
import { centsOfStripe } from './stripe-amount.policy.js';

/** All other refusals may end, `balance_insufficient` above all. */
const PERMANENT_REFUSALS = new Set([
  'charge_already_refunded',
  'charge_disputed',
  'charge_not_refundable',
  'refund_disputed_payment',
]);

/** What is none of these goes on. */
const DISPUTE_ENDS = new Map<string, DisputeState>([
  ['lost', 'lost'],
  ['won', 'won'],
  ['warning_closed', 'won'],
  ['prevented', 'won'],
]);

export interface StripeFailure {
  type?: string;
  code?: string;
  statusCode?: number;
}

/** Null where the outcome is unknown. */
export function refusalOfPayment({ type, code }: StripeFailure): ProviderAnswer | null {
  const isRefused = type === 'StripeCardError' || type === 'StripeInvalidRequestError';
  return isRefused ? { state: 'failed', reason: code ?? 'refused' } : null;
}

/** Null where the refund is to be tried again. */
export function refusalOfRefund({ code }: StripeFailure): ProviderAnswer | null {
  return code !== undefined && PERMANENT_REFUSALS.has(code) ? { state: 'failed', reason: code } : null;
}

/** Whether Stripe keeps this answer under the idempotency key; it keeps none for 409 and 429. */
export function isStoredUnderKey({ statusCode = 0 }: StripeFailure): boolean {
  return statusCode >= 500 || [400, 402, 404].includes(statusCode);
}

/** A session whose money the bank refused later stays `complete` for ever; only its intent says so. */
function isRefusedByBank({ status, payment_intent: intent }: Stripe.Checkout.Session): boolean {
  if (status !== 'complete' || intent === null || typeof intent === 'string') return false;
  return intent.status === 'requires_payment_method' || intent.status === 'canceled';
}

export function toPaymentAnswer(session: Stripe.Checkout.Session): ProviderAnswer {
  if (session.payment_status === 'paid') return paid(session);
  if (session.status === 'expired') return { state: 'failed', reason: 'expired' };
  if (isRefusedByBank(session)) return { state: 'failed', reason: 'declined' };
  return { state: 'pending', reference: session.id, url: session.url };
}

function paid({ payment_intent, amount_total, currency: code }: Stripe.Checkout.Session): ProviderAnswer {
  const currency = (code ?? '').toUpperCase();
  const received = { amountCents: centsOfStripe(amount_total ?? 0, currency), currency };
  return { state: 'completed', reference: idOf(payment_intent), received };
}

export function toRefundAnswer({ id, status, failure_reason }: Stripe.Refund): ProviderAnswer {
  if (status === 'succeeded') return { state: 'completed', reference: id };
  if (status === 'failed' || status === 'canceled')
    return { state: 'failed', reason: failure_reason ?? status };
  return { state: 'pending', reference: id, url: null };
}

export function toEventSubject({ type, data }: Stripe.Event): ProviderEvent['about'] {
  switch (type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.expired': {
      const session = data.object;
      return aboutPayment(session, toPaymentAnswer(session));
    }
    case 'checkout.session.async_payment_failed':
      return aboutPayment(data.object, { state: 'failed', reason: 'declined' });
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.refund.updated':
      return toRefundSubject(data.object);
    case 'charge.refunded':
      return aboutCharge(data.object);
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed':
    case 'charge.dispute.funds_withdrawn':
    case 'charge.dispute.funds_reinstated':
      return aboutDispute(data.object);
    default:
      return null;
  }
}

function aboutPayment(session: Stripe.Checkout.Session, answer: ProviderAnswer): ProviderEvent['about'] {
  return session.client_reference_id ? { payment: session.client_reference_id, answer } : null;
}

/** One that we asked for carries our number; any other was made by somebody else. */
export function toRefundSubject(refund: Stripe.Refund): OwnRefund | { returned: ForeignRefund } | null {
  const { refund_id: id, transaction_id: transactionId } = refund.metadata ?? {};
  const of = { transactionId, referenceNumber: idOf(refund.payment_intent) };
  const answer = toRefundAnswer(refund);
  if (id !== undefined) return /^\d{1,15}$/.test(id) ? { refund: Number(id), of, answer } : null;
  return of.referenceNumber ? { returned: { of, reference: refund.id, ...amountOf(refund), answer } } : null;
}

function aboutCharge(charge: Stripe.Charge): ProviderEvent['about'] {
  const of = { transactionId: charge.metadata?.transaction_id, referenceNumber: idOf(charge.payment_intent) };
  amountOf({ amount: charge.amount_refunded, currency: charge.currency });
  return of.referenceNumber ? { charge: of } : null;
}

function aboutDispute(dispute: Stripe.Dispute): ProviderEvent['about'] {
  const of = { referenceNumber: idOf(dispute.payment_intent) };
  if (!of.referenceNumber) return null;
  const state = DISPUTE_ENDS.get(dispute.status) ?? 'open';
  return { dispute: { of, reference: dispute.id, ...amountOf(dispute), reason: dispute.reason ?? '', state } };
}

/** Throws where there is no such amount. */
function amountOf({ amount, currency: code }: { amount: number; currency: string }) {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new TypeError('An amount is a whole number.');
  const currency = code.toUpperCase();
  return { amountCents: centsOfStripe(amount, currency), currency };
}

function idOf(thing: string | { id: string } | null | undefined): string {
  return typeof thing === 'string' ? thing : (thing?.id ?? '');
}
