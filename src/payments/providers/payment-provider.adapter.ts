/** What somebody is to pay, as a provider is asked for it. */
export interface PaymentOrder {
  /** Ours; the provider takes the same one once. */
  transactionId: string;
  amountCents: number;
  currency: string;
  title: string;
  createdAt: Date;
}

/** Money that is to go back, as a provider is asked for it. */
export interface RefundOrder {
  refundId: number;
  transactionId: string;
  /** The provider's own number of the payment. */
  referenceNumber: string;
  /** The provider's number of this refund, where it was asked before; else empty. */
  refundReference: string;
  amountCents: number;
  currency: string;
  /** How often the provider was asked for it before. */
  attempts: number;
  /** How often it answered that with a `ProviderRefusal`. */
  refusals: number;
}

/**
 * The provider answered, did nothing, and may do it another day; asked with the same idempotency key it would only say
 * the same again.
 */
export class TemporaryProviderRefusal extends Error {}

/** What a provider says has come, in cents. */
export interface Received {
  amountCents: number;
  currency: string;
}

/** How a movement stands at its provider. */
export type ProviderAnswer =
  | { state: 'pending'; reference: string; url: string | null }
  | { state: 'completed'; reference: string; received?: Received }
  | { state: 'failed'; reason: string };

/** By what a provider knows the payment of a refund; refunds' ids are small numbers, and anybody's may be as small. */
export interface RefundedPayment {
  /** Ours; missing where the refund was not asked for by us. */
  transactionId?: string;
  /** The provider's own. */
  referenceNumber: string;
}

/** What a provider tells by a webhook; `about` is null where it concerns nothing of ours. */
export interface ProviderEvent {
  id: string;
  kind: string;
  about:
    | { payment: string /* our transaction id */; answer: ProviderAnswer }
    | { refund: number /* our refund's id */; of: RefundedPayment; answer: ProviderAnswer }
    | null;
}

/**
 * A way to move money. What it refuses is an answer (`failed`); what it throws says nothing about the outcome, and
 * it is asked again with the same numbers.
 */
export abstract class PaymentProvider {
  abstract readonly name: string;
  /** True where it answers from within this process, and may so be asked inside a transaction. */
  abstract readonly isInstant: boolean;

  /** Asks for money. The same order asked twice is one payment. */
  abstract pay(order: PaymentOrder): Promise<ProviderAnswer>;

  /** How a payment stands whose page is `checkoutId`. */
  abstract check(checkoutId: string): Promise<ProviderAnswer>;

  /** Gives money back, or says how an earlier wish stands. The same order asked twice is one refund. */
  abstract refund(order: RefundOrder): Promise<ProviderAnswer>;

  /** Reads a webhook's body (the very bytes). Refuses with `InvalidSignature` (400) what the provider did not sign. */
  abstract readEvent(body: Buffer, signature: string): Promise<ProviderEvent>;
}
