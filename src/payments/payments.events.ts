import { defineEvent } from '../platform/events/event.js';

/** A payment as it was when the event happened. */
export interface PaymentPayload {
  paymentId: number;
  bookingId: number;
  personId: number;
  amountCents: number;
  currency: string;
  refundedCents: number;
  transactionId: string;
  /** Null where a slot or an appointment was paid. */
  eventId: number | null;
  eventTitle: string;
}

export interface RefundPayload {
  refundId: number;
  refundCents: number;
  /** `late`: the money came when the booking could not use it any more. */
  cause: 'booker' | 'organizer' | 'admin' | 'offer_withdrawn' | 'late';
}

export interface InvoicePayload {
  invoiceId: number;
  invoiceNumber: string;
  invoiceKind: 'invoice' | 'credit_note';
  /** The booking counts the payment. */
  applied: boolean;
}

/** Money came; where it is not `applied`, its booking cannot use it any more, and it is refunded at once. */
export const PaymentCompleted = defineEvent<PaymentPayload & { applied: boolean }>('payments.completed');
/** Refused, or the checkout expired; `payable` says whether the booking can still be paid. */
export const PaymentFailed = defineEvent<PaymentPayload & { reason: string | null; payable: boolean }>(
  'payments.failed',
);
export const PaymentRefunded = defineEvent<PaymentPayload & RefundPayload>('payments.refunded');
/** The money did not go back, or the bank returned it to us: a person has to look at it. */
export const RefundFailed = defineEvent<
  PaymentPayload & RefundPayload & { reason: string | null; organizerId: number | null }
>('payments.refund_failed');
export const InvoiceIssued = defineEvent<PaymentPayload & InvoicePayload>('payments.invoice_issued');
