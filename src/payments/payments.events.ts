import { defineEvent } from '../platform/events/event.js';

/** A payment as it was when the event happened; amounts in cents. */
export interface PaymentPayload {
  paymentId: number;
  bookingId: number;
  /** Who paid. */
  personId: number;
  amountCents: number;
  currency: string;
  /** Given back so far. */
  refundedCents: number;
  transactionId: string;
  /** Null where a slot or an appointment was paid. */
  eventId: number | null;
  eventTitle: string;
}

export interface RefundPayload {
  refundId: number;
  refundCents: number;
  /** `late`: the money came when the claim was gone. */
  cause: 'booker' | 'organizer' | 'admin' | 'offer_withdrawn' | 'late';
}

export interface InvoicePayload {
  invoiceId: number;
  invoiceNumber: string;
  invoiceKind: 'invoice' | 'credit_note';
}

/** Money came; where it is not `applied` its booking has no use for it any more, and it goes straight back. */
export const PaymentCompleted = defineEvent<PaymentPayload & { applied: boolean }>('payments.completed');
/** The provider refused it or its checkout ran out; `payable` says whether the booking can be paid anew. */
export const PaymentFailed = defineEvent<PaymentPayload & { reason: string | null; payable: boolean }>(
  'payments.failed',
);
/** Money went back, in part or whole. */
export const PaymentRefunded = defineEvent<PaymentPayload & RefundPayload>('payments.refunded');
/** Money did not go back, or came back to us after it had gone: somebody has to look at it. */
export const RefundFailed = defineEvent<
  PaymentPayload & RefundPayload & { reason: string | null; organizerId: number | null }
>('payments.refund_failed');
export const InvoiceIssued = defineEvent<PaymentPayload & InvoicePayload>('payments.invoice_issued');
