import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { Config } from '../../platform/config/config.js';
import { Clock } from '../../shared/clock.js';
import { InvalidSignature } from '../payments.errors.js';
import {
  PaymentProvider,
  type PaymentOrder,
  type ProviderAnswer,
  type ProviderEvent,
  type RefundOrder,
} from './payment-provider.js';
import { stripeAmount } from './stripe-amount.policy.js';

const PATIENCE_MS = 4_000;
/** How long the page stays open; Stripe takes half an hour at least. */
const CHECKOUT_MS = 60 * 60_000;
const SIGNATURE_AGE_SECONDS = 300;
const NO_SUCH_AMOUNT: ProviderAnswer = { state: 'failed', reason: 'no_such_amount' };

/** Stripe Checkout: the payer pays on Stripe's own page, and a signed webhook says so. */
@Injectable()
export class StripeProvider extends PaymentProvider {
  readonly name = 'stripe';
  readonly isInstant = false;
  private client?: Promise<Stripe>;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {
    super();
  }

  get isConfigured(): boolean {
    return this.config.env.STRIPE_SECRET_KEY !== '' && this.config.env.STRIPE_WEBHOOK_SECRET !== '';
  }

  pay(order: PaymentOrder): Promise<ProviderAnswer> {
    const { transactionId, amountCents, currency, title, createdAt } = order;
    const metadata = { transaction_id: transactionId };
    const amount = stripeAmount(amountCents, currency);
    if (amount === null) return Promise.resolve(NO_SUCH_AMOUNT);
    const price = { currency: currency.toLowerCase(), unit_amount: amount };
    return this.asked(async ({ checkout }) => {
      const session = await checkout.sessions.create(
        {
          mode: 'payment',
          client_reference_id: transactionId,
          line_items: [{ quantity: 1, price_data: { ...price, product_data: { name: title || 'Booking' } } }],
          metadata,
          payment_intent_data: { metadata },
          expires_at: Math.floor((createdAt.getTime() + CHECKOUT_MS) / 1000),
          success_url: `${this.config.frontendUrl}/payments/${transactionId}?outcome=paid`,
          cancel_url: `${this.config.frontendUrl}/payments/${transactionId}?outcome=cancelled`,
        },
        { idempotencyKey: transactionId },
      );
      return answerOfSession(session);
    });
  }

  check(checkoutId: string): Promise<ProviderAnswer> {
    return this.asked(async ({ checkout }) => answerOfSession(await checkout.sessions.retrieve(checkoutId)));
  }

  refund(order: RefundOrder): Promise<ProviderAnswer> {
    const { refundId, transactionId, referenceNumber, refundReference, amountCents, currency } = order;
    const amount = stripeAmount(amountCents, currency);
    if (amount === null) return Promise.resolve(NO_SUCH_AMOUNT);
    return this.asked(async ({ refunds }) => {
      if (refundReference) return answerOfRefund(await refunds.retrieve(refundReference));
      const wish = { payment_intent: referenceNumber, amount, metadata: { refund_id: String(refundId) } };
      return answerOfRefund(await refunds.create(wish, { idempotencyKey: `${transactionId}-refund-${refundId}` }));
    });
  }

  async readEvent(body: Buffer, signature: string): Promise<ProviderEvent> {
    const { webhooks } = await this.stripe();
    const secret = this.config.env.STRIPE_WEBHOOK_SECRET;
    const at = this.clock.millis();
    let event: Stripe.Event;
    try {
      event = webhooks.constructEvent(body, signature, secret, SIGNATURE_AGE_SECONDS, undefined, at);
    } catch {
      throw new InvalidSignature();
    }
    return { id: event.id, kind: event.type, about: aboutOf(event) };
  }

  /** What Stripe refuses is an answer; everything else is thrown, for it may have happened or not. */
  private async asked(ask: (client: Stripe) => Promise<ProviderAnswer>): Promise<ProviderAnswer> {
    try {
      return await ask(await this.stripe());
    } catch (error) {
      const { type, code } = error as { type?: string; code?: string };
      if (type === 'StripeCardError' || type === 'StripeInvalidRequestError')
        return { state: 'failed', reason: code ?? 'refused' };
      throw error;
    }
  }

  /** The library is large, and loaded only where it is used. */
  private stripe(): Promise<Stripe> {
    this.client ??= import('stripe').then(({ default: Client }) => {
      const { protocol, hostname, port } = new URL(this.config.env.STRIPE_API_URL!);
      return new Client(this.config.env.STRIPE_SECRET_KEY, {
        host: hostname,
        ...(port && { port }),
        protocol: protocol === 'http:' ? 'http' : 'https',
        timeout: PATIENCE_MS,
        maxNetworkRetries: 0,
        telemetry: false,
      });
    });
    return this.client;
  }
}

function answerOfSession(session: Stripe.Checkout.Session): ProviderAnswer {
  if (session.payment_status === 'paid') return { state: 'completed', reference: idOf(session.payment_intent) };
  if (session.status === 'expired') return { state: 'failed', reason: 'expired' };
  return { state: 'pending', reference: session.id, url: session.url };
}

function answerOfRefund({ id, status, failure_reason }: Stripe.Refund): ProviderAnswer {
  if (status === 'succeeded') return { state: 'completed', reference: id };
  if (status === 'failed' || status === 'canceled') return { state: 'failed', reason: failure_reason ?? status };
  return { state: 'pending', reference: id, url: null };
}

function aboutOf({ type, data }: Stripe.Event): ProviderEvent['about'] {
  switch (type) {
    case 'checkout.session.completed':
    case 'checkout.session.async_payment_succeeded':
    case 'checkout.session.expired': {
      const session = data.object;
      return aboutPayment(session, answerOfSession(session));
    }
    case 'checkout.session.async_payment_failed':
      return aboutPayment(data.object, { state: 'failed', reason: 'declined' });
    case 'refund.updated':
    case 'refund.failed':
    case 'charge.refund.updated': {
      const refundId = Number(data.object.metadata?.refund_id);
      return Number.isSafeInteger(refundId) ? { refund: refundId, answer: answerOfRefund(data.object) } : null;
    }
    default:
      return null;
  }
}

function aboutPayment(session: Stripe.Checkout.Session, answer: ProviderAnswer): ProviderEvent['about'] {
  return session.client_reference_id ? { payment: session.client_reference_id, answer } : null;
}

function idOf(thing: string | { id: string } | null): string {
  return typeof thing === 'string' ? thing : (thing?.id ?? '');
}
