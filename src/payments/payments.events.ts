import { defineEvent } from '../platform/events/event.js';
import { flag, integer, nullable, oneOf, text, type ValueOf } from '../platform/events/payload.js';
import { REFUND_CAUSES } from './model/refund.entity.js';

/** A payment as it was when the event happened. */
const PAYMENT = {
  paymentId: integer,
  bookingId: integer,
  /** Null: paid without an account. */
  personId: nullable(integer),
  amountCents: integer,
  currency: text,
  refundedCents: integer,
  transactionId: text,
  /** Null where a slot or an appointment was paid. */
  eventId: nullable(integer),
  eventTitle: text,
};
export type PaymentPayload = ValueOf<typeof PAYMENT>;

const REFUND = {
  refundId: integer,
  refundCents: integer,
  cause: oneOf(...REFUND_CAUSES),
};

const INVOICE = {
  invoiceId: integer,
  invoiceNumber: text,
  invoiceKind: oneOf('invoice', 'credit_note'),
  /** The booking counts the payment. */
  applied: flag,
};

/** Money came; where it is not `applied`, its booking cannot use it any more, and it is refunded at once. */
export const PaymentCompleted = defineEvent('payments.completed', { ...PAYMENT, applied: flag });
/** Refused, or the checkout expired; `payable` says whether the booking can still be paid. */
export const PaymentFailed = defineEvent('payments.failed', {
  ...PAYMENT,
  reason: nullable(text),
  payable: flag,
});
export const PaymentRefunded = defineEvent('payments.refunded', { ...PAYMENT, ...REFUND });
/** The money did not go back, or the bank returned it to us: a person has to look at it. */
export const RefundFailed = defineEvent('payments.refund_failed', {
  ...PAYMENT,
  ...REFUND,
  reason: nullable(text),
  organizerId: nullable(integer),
});
/** Not by our asking. What could not be booked is for a person to look at. */
export const RefundedAtProvider = defineEvent('payments.refunded_at_provider', {
  ...PAYMENT,
  refundCents: integer,
  bookedCents: integer,
  reference: text,
  organizerId: nullable(integer),
});
export const PaymentDisputed = defineEvent('payments.disputed', {
  ...PAYMENT,
  disputeId: integer,
  disputedCents: integer,
  reason: text,
  state: oneOf('open', 'won', 'lost'),
  organizerId: nullable(integer),
});
export const InvoiceIssued = defineEvent('payments.invoice_issued', { ...PAYMENT, ...INVOICE });
export const CreditsPurchased = defineEvent('payments.credits_purchased', {
  purchaseId: integer,
  personId: integer,
  credits: integer,
  amountCents: integer,
  currency: text,
});
