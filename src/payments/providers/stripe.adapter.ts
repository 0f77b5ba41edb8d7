import { Injectable } from '@nestjs/common';
import type Stripe from 'stripe';
import { Config } from '../../platform/config/config.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput } from '../../shared/errors.js';
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
  toEventSubject,
  toRefundAnswer,
  toRefundSubject,
  toPaymentAnswer,
  isStoredUnderKey,
  refusalOfPayment,
  refusalOfRefund,
  type StripeFailure,
} from './stripe-answers.adapter.js';

const TIMEOUT_MS = 4_000;
const REFUNDS_AT_MOST = 100;
/** How long the page stays open; Stripe's minimum is half an hour. */
const CHECKOUT_MS = 60 * 60_000;
const SIGNATURE_AGE_SECONDS = 300;
/** The library looks at the age alone, and what is signed ahead could be told again for long. */
const CLOCK_SKEW_MS = 30_000;
const AMOUNT_NOT_PAYABLE: ProviderAnswer = { state: 'failed', reason: 'no_such_amount' };

/** Stripe Checkout: the payer pays on Stripe's page, and a signed webhook says so. */
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
    return this.config.offersStripe;
  }

  pay(order: PaymentOrder): Promise<ProviderAnswer> {
    const { transactionId, amountCents, currency, title, createdAt } = order;
    const metadata = { transaction_id: transactionId };
    const amount = stripeAmount(amountCents, currency);
    if (amount === null) return Promise.resolve(AMOUNT_NOT_PAYABLE);
    const price = { currency: currency.toLowerCase(), unit_amount: amount };
    return this.askAboutPayment(async ({ checkout }) => {
      const session = await checkout.sessions.create(
        {
          mode: 'payment',
          client_reference_id: transactionId,
          line_items: [{ quantity: 1, price_data: { ...price, product_data: { name: title || 'Booking' } } }],
          metadata,
          payment_intent_data: { metadata },
          expires_at: Math.floor((createdAt.getTime() + CHECKOUT_MS) / 1000),
          ...waysBack(order, this.config.frontendUrl),
        },
        { idempotencyKey: transactionId },
      );
      return toPaymentAnswer(session);
    });
  }

  check(checkoutId: string): Promise<ProviderAnswer> {
    return this.askAboutPayment(async ({ checkout }) =>
      toPaymentAnswer(await checkout.sessions.retrieve(checkoutId, { expand: ['payment_intent'] })),
    );
  }

  async refund(order: RefundOrder): Promise<ProviderAnswer> {
    const { refundId, transactionId, referenceNumber, refundReference, amountCents, currency } = order;
    const amount = stripeAmount(amountCents, currency);
    if (amount === null) return AMOUNT_NOT_PAYABLE;
    const { refunds } = await this.stripe();
    try {
      if (refundReference) return toRefundAnswer(await refunds.retrieve(refundReference));
      // Stripe forgets keys after a day, and a refusal changes ours: look for a refund under an older key.
      const earlier = order.attempts > 0 ? await this.earlierRefund(order) : null;
      if (earlier) return earlier;
      const metadata = { refund_id: String(refundId), transaction_id: transactionId };
      const params = { payment_intent: referenceNumber, amount, metadata };
      return toRefundAnswer(await refunds.create(params, { idempotencyKey: idempotencyKeyOf(order) }));
    } catch (error) {
      const failure = error as StripeFailure;
      const refusal = refusalOfRefund(failure);
      if (!refusal)
        throw isStoredUnderKey(failure)
          ? new TemporaryProviderRefusal(failure.code ?? 'provider_fault')
          : error;
      // "Already refunded" may mean by us, and only the answer was lost.
      return (await this.earlierRefund(order)) ?? refusal;
    }
  }

  async refundsOf(referenceNumber: string): ReturnType<PaymentProvider['refundsOf']> {
    const { refunds } = await this.stripe();
    const { data } = await refunds.list({ payment_intent: referenceNumber, limit: REFUNDS_AT_MOST });
    return data.flatMap((refund) => toRefundSubject(refund) ?? []);
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
    if (!(signedAt(signature) <= at + CLOCK_SKEW_MS)) throw new InvalidSignature();
    return toProviderEvent(event);
  }

  /** Turns a refusal into an answer; any other failure is thrown, for its outcome is unknown. */
  private async askAboutPayment(ask: (client: Stripe) => Promise<ProviderAnswer>): Promise<ProviderAnswer> {
    try {
      return await ask(await this.stripe());
    } catch (error) {
      const refusal = refusalOfPayment(error as StripeFailure);
      if (refusal) return refusal;
      throw error;
    }
  }

  private async earlierRefund({ refundId, referenceNumber }: RefundOrder): Promise<ProviderAnswer | null> {
    const { refunds } = await this.stripe();
    const { data } = await refunds.list({ payment_intent: referenceNumber, limit: REFUNDS_AT_MOST });
    const earlier = data.find(({ metadata }) => metadata?.refund_id === String(refundId));
    return earlier ? toRefundAnswer(earlier) : null;
  }

  /** The library is large, so it is loaded at first use. */
  private stripe(): Promise<Stripe> {
    this.client ??= import('stripe').then(({ default: Client }) => {
      const { protocol, hostname, port } = new URL(this.config.env.STRIPE_API_URL!);
      return new Client(this.config.env.STRIPE_SECRET_KEY, {
        host: hostname,
        ...(port && { port }),
        protocol: protocol === 'http:' ? 'http' : 'https',
        timeout: TIMEOUT_MS,
        maxNetworkRetries: 0,
        telemetry: false,
      });
    });
    return this.client;
  }
}

function idempotencyKeyOf({ transactionId, refundId, refusals }: RefundOrder): string {
  return `${transactionId}-refund-${refundId}${refusals > 0 ? `-${refusals}` : ''}`;
}

/** Read as the library reads it, which knows the last of several: else another one could stand in front. */
function signedAt(signature: string): number {
  const times = signature.split(',').filter((part) => part.startsWith('t='));
  return Number.parseInt(times.at(-1)?.slice('t='.length) ?? '', 10) * 1000;
}

/** Refuses with `InvalidInput` what is signed, and no event. */
function toProviderEvent(event: Stripe.Event): ProviderEvent {
  const parts: Partial<Stripe.Event> = event ?? {};
  if (typeof parts.id !== 'string' || typeof parts.type !== 'string' || !parts.data?.object)
    throw new InvalidInput({ data: ['An event has an id, a type and data.'] });
  try {
    return { id: event.id, kind: event.type, about: toEventSubject(event) };
  } catch {
    throw new InvalidInput({ data: [`This is not what a ${event.type} looks like.`] });
  }
}

/** Where the payer comes from: the page of the appointment, one's bookings, or one's credits. */
function waysBack({ bookingId, link }: PaymentOrder, site: string) {
  if (link !== undefined)
    return {
      success_url: `${site}/manage/${link}?outcome=paid`,
      cancel_url: `${site}/manage/${link}?outcome=unpaid`,
    };
  if (bookingId === undefined)
    return {
      success_url: `${site}/account/credits?done=bought`,
      cancel_url: `${site}/account/credits`,
    };
  return { success_url: `${site}/bookings?paid=${bookingId}`, cancel_url: `${site}/bookings/${bookingId}` };
}
