import type { DisputeState } from '../model/dispute.entity.js';

export interface PaymentOrder {
  /** Ours, and the idempotency key. */
  transactionId: string;
  amountCents: number;
  currency: string;
  title: string;
  createdAt: Date;
  /** None where credits are bought. */
  bookingId?: number;
  /** Null for who pays by a link alone. */
  personId: number | null;
  /** Of an appointment: the token of its page, where the payer comes back to. */
  link?: string;
}

export interface RefundOrder {
  refundId: number;
  transactionId: string;
  referenceNumber: string;
  /** The provider's number of this refund, where it was asked before; else empty. */
  refundReference: string;
  amountCents: number;
  currency: string;
  attempts: number;
  /** How often it answered that with a `TemporaryProviderRefusal`. */
  refusals: number;
}

/** Refused for now; the same idempotency key would only get the same answer again. */
export class TemporaryProviderRefusal extends Error {}

export interface Received {
  amountCents: number;
  currency: string;
}

export type ProviderAnswer =
  | { state: 'pending'; reference: string; url: string | null }
  | { state: 'completed'; reference: string; received?: Received }
  | { state: 'failed'; reason: string };

/** Which payment a refund is of. A refund's id alone proves nothing: others use the same small numbers. */
export interface RefundedPayment {
  /** Ours; missing where we did not ask for the refund. */
  transactionId?: string;
  referenceNumber: string;
}

/** Money that went back without our asking, such as by the provider's own pages. */
export interface ForeignRefund {
  of: RefundedPayment;
  /** The provider's number. */
  reference: string;
  amountCents: number;
  currency: string;
  answer: ProviderAnswer;
}

export interface ProviderDispute {
  of: RefundedPayment;
  reference: string;
  amountCents: number;
  currency: string;
  reason: string;
  state: DisputeState;
}

export interface OwnRefund {
  /** Our id. */
  refund: number;
  of: RefundedPayment;
  answer: ProviderAnswer;
}

/** `charge`: something went back of it; the provider is asked what. */
export type MovedMoney =
  { returned: ForeignRefund } | { charge: RefundedPayment } | { dispute: ProviderDispute };

export interface MovedMoneyEvent {
  id: string;
  kind: string;
  about: MovedMoney;
}

/** A webhook's event; `about` is null where it concerns nothing of ours. */
export interface ProviderEvent {
  id: string;
  kind: string;
  about: { payment: string /* our transaction id */; answer: ProviderAnswer } | OwnRefund | MovedMoney | null;
}

/**
 * A refusal is an answer (`failed`); an exception leaves the outcome open, and the same order is sent again.
 */
export abstract class PaymentProvider {
  abstract readonly name: string;
  /** True where it answers within this process, and may be asked inside a transaction. */
  abstract readonly isInstant: boolean;

  abstract pay(order: PaymentOrder): Promise<ProviderAnswer>;

  abstract check(checkoutId: string): Promise<ProviderAnswer>;

  /** Refunds, or answers how an earlier attempt stands. The same order asked twice is one refund. */
  abstract refund(order: RefundOrder): Promise<ProviderAnswer>;

  /** All that went back of a payment, ours and others', by the provider's number of it. */
  abstract refundsOf(referenceNumber: string): Promise<(OwnRefund | { returned: ForeignRefund })[]>;

  /** Reads a webhook's raw body. Refuses with `InvalidSignature` (400) what the provider did not sign. */
  abstract readEvent(body: Buffer, signature: string): Promise<ProviderEvent>;
}
