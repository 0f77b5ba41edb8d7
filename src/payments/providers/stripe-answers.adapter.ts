import type Stripe from 'stripe';
import type { ProviderAnswer, ProviderEvent } from './payment-provider.adapter.js';
import { centsOfStripe } from './stripe-amount.policy.js';

/** All other refusals may end, `balance_insufficient` above all. */
const PERMANENT_REFUSALS = new Set([
  'charge_already_refunded',
  'charge_disputed',
  'charge_not_refundable',
  'refund_disputed_payment',
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
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.refund.updated':
      return aboutRefund(data.object);
    default:
      return null;
  }
}

function aboutPayment(session: Stripe.Checkout.Session, answer: ProviderAnswer): ProviderEvent['about'] {
  return session.client_reference_id ? { payment: session.client_reference_id, answer } : null;
}

function aboutRefund(refund: Stripe.Refund): ProviderEvent['about'] {
  const { refund_id: id, transaction_id: transactionId } = refund.metadata ?? {};
  if (!Number.isSafeInteger(Number(id))) return null;
  const of = { transactionId, referenceNumber: idOf(refund.payment_intent) };
  return { refund: Number(id), of, answer: toRefundAnswer(refund) };
}

function idOf(thing: string | { id: string } | null): string {
  return typeof thing === 'string' ? thing : (thing?.id ?? '');
}
