import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { Config } from '../../platform/config/config.js';
import { Clock } from '../../shared/clock.js';
import { InvalidSignature } from '../payments.errors.js';
import {
  PaymentProvider,
  TemporaryProviderRefusal,
  type PaymentOrder,
  type ProviderAnswer,
  type ProviderEvent,
  type RefundOrder,
} from './payment-provider.adapter.js';
import { stripeAmount } from './stripe-amount.policy.js';
import {
  aboutOf,
  answerOfRefund,
  answerOfSession,
  isKept,
  refusalOfPayment,
  refusalOfRefund,
  type StripeFailure,
} from './stripe-answers.adapter.js';

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
    return this.asked(async ({ checkout }) =>
      answerOfSession(await checkout.sessions.retrieve(checkoutId, { expand: ['payment_intent'] })),
    );
  }

  async refund(order: RefundOrder): Promise<ProviderAnswer> {
    const { refundId, transactionId, referenceNumber, refundReference, amountCents, currency } = order;
    const amount = stripeAmount(amountCents, currency);
    if (amount === null) return NO_SUCH_AMOUNT;
    const { refunds } = await this.stripe();
    try {
      if (refundReference) return answerOfRefund(await refunds.retrieve(refundReference));
      // Keys are forgotten after a day, and changed after a refusal: what was made under an older one is found here.
      const earlier = order.attempts > 0 ? await this.earlierRefund(order) : null;
      if (earlier) return earlier;
      const metadata = { refund_id: String(refundId), transaction_id: transactionId };
      const wish = { payment_intent: referenceNumber, amount, metadata };
      return answerOfRefund(await refunds.create(wish, { idempotencyKey: keyOf(order) }));
    } catch (error) {
      const failure = error as StripeFailure;
      const refusal = refusalOfRefund(failure);
      if (!refusal)
        throw isKept(failure) ? new TemporaryProviderRefusal(failure.code ?? 'provider_fault') : error;
      // Given back before may mean by us, where only the answer was lost.
      return (await this.earlierRefund(order)) ?? refusal;
    }
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

  /** What Stripe says of a payment; everything else is thrown, for it may have happened or not. */
  private async asked(ask: (client: Stripe) => Promise<ProviderAnswer>): Promise<ProviderAnswer> {
    try {
      return await ask(await this.stripe());
    } catch (error) {
      const refusal = refusalOfPayment(error as StripeFailure);
      if (refusal) return refusal;
      throw error;
    }
  }

  /** How this very refund stands where Stripe made it before; null where it did not. */
  private async earlierRefund({ refundId, referenceNumber }: RefundOrder): Promise<ProviderAnswer | null> {
    const { refunds } = await this.stripe();
    const { data } = await refunds.list({ payment_intent: referenceNumber, limit: 100 });
    const known = data.find(({ metadata }) => metadata?.refund_id === String(refundId));
    return known ? answerOfRefund(known) : null;
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

function keyOf({ transactionId, refundId, refusals }: RefundOrder): string {
  return `${transactionId}-refund-${refundId}${refusals > 0 ? `-${refusals}` : ''}`;
}
