import type {
  CreditsPurchased,
  InvoiceIssued,
  PaymentCompleted,
  PaymentDisputed,
  PaymentPayload,
  PaymentFailed,
  PaymentRefunded,
  RefundedAtProvider,
  RefundFailed,
} from '../../payments/payments.events.js';
import type { PayloadOf, PublishedEvent } from '../../platform/events/event.js';
import { amountText } from '../notifications/amount-text.policy.js';
import type { NotificationTemplate } from './notification-template.policy.js';

/** A provider's codes that mean something to a payer. */
const REASONS: Record<string, string> = {
  amount_too_large: 'The amount is more than can be paid this way.',
  amount_too_small: 'The amount is less than can be paid this way.',
  card_declined: 'The card was declined.',
  declined: 'The bank declined it.',
  expired: 'It was not paid in time.',
  expired_card: 'The card has expired.',
  incorrect_cvc: 'The card’s security code was wrong.',
  insufficient_funds: 'The account does not cover it.',
};

/** Money that goes straight back is a refund, and paying nothing is no news. */
export function paymentReceived({
  payload,
}: PublishedEvent<PayloadOf<typeof PaymentCompleted>>): NotificationTemplate[] {
  const { amountCents, currency, eventTitle, transactionId, applied } = payload;
  if (!applied || amountCents === 0) return [];
  const received: NotificationTemplate = {
    ...aboutPayment('payment_received', payload),
    occurrence: '',
    title: 'Payment received',
    saidIn: 'booking_confirmation',
    message: () =>
      `We received your payment of ${amountText(amountCents, currency)} for “${eventTitle}”. Thank you.`,
    mail: { subject: `Payment received: ${eventTitle}`, lines: [`Transaction ${transactionId}.`] },
  };
  return [received];
}

export function creditsPurchased({
  payload,
}: PublishedEvent<PayloadOf<typeof CreditsPurchased>>): NotificationTemplate[] {
  const { purchaseId, personId, credits, amountCents, currency } = payload;
  const what = credits === 1 ? '1 credit' : `${credits} credits`;
  const received: NotificationTemplate = {
    ...{ kind: 'payment_received', to: { people: [personId] }, event: null, occurrence: '' },
    ...{ subject: `credits:${purchaseId}`, relatedId: purchaseId, link: '/account/credits' },
    title: 'Payment received',
    message: () => `We received your payment of ${amountText(amountCents, currency)} for ${what}. Thank you.`,
    mail: { subject: `Payment received: ${what}` },
  };
  return [received];
}

/** A checkout page that expired is no news where its booking is gone. */
export function paymentFailed({
  payload,
}: PublishedEvent<PayloadOf<typeof PaymentFailed>>): NotificationTemplate[] {
  const { amountCents, currency, eventTitle, reason, payable } = payload;
  if (reason === 'expired' && !payable) return [];
  const why = reason !== null && Object.hasOwn(REASONS, reason) ? ` ${REASONS[reason]}` : '';
  const failed: NotificationTemplate = {
    ...aboutPayment('payment_failed', payload),
    occurrence: '',
    title: 'Payment failed',
    message: () =>
      `Your payment of ${amountText(amountCents, currency)} for “${eventTitle}” did not go through.${why}` +
      (payable ? ' You can try again.' : ''),
    mail: { subject: `Payment failed: ${eventTitle}` },
  };
  return [failed];
}

export function refundIssued({
  payload,
}: PublishedEvent<PayloadOf<typeof PaymentRefunded>>): NotificationTemplate[] {
  const { refundId, refundCents, currency, eventTitle, cause, transactionId } = payload;
  const late = cause === 'late' ? ' Your payment came when the seats were gone.' : '';
  const refunded: NotificationTemplate = {
    ...aboutPayment('refund_issued', payload),
    occurrence: String(refundId),
    title: 'Refund issued',
    message: () => `${amountText(refundCents, currency)} for “${eventTitle}” go back to you.${late}`,
    mail: { subject: `Refund issued: ${eventTitle}`, lines: [`Transaction ${transactionId}.`] },
  };
  return [refunded];
}

export function refundFailed({
  payload,
}: PublishedEvent<PayloadOf<typeof RefundFailed>>): NotificationTemplate[] {
  const { refundId, refundCents, currency, eventTitle, transactionId, organizerId, personId } = payload;
  const failed = {
    ...aboutPayment('refund_failed', payload),
    occurrence: String(refundId),
    title: 'Refund failed',
    mail: { subject: `Refund failed: ${eventTitle}`, lines: [`Transaction ${transactionId}.`] },
  };
  const sum = amountText(refundCents, currency);
  const payer: NotificationTemplate = {
    ...failed,
    message: () =>
      `${sum} for “${eventTitle}” should have gone back to you, but the bank did not take it. We see to it.`,
  };
  const organizer: NotificationTemplate = {
    ...failed,
    ...aboutSale('refund_failed', payload),
    message: () =>
      `A refund of ${sum} for “${eventTitle}” was not taken by the payer’s bank. Please see to it.`,
  };
  return organizerId === personId ? [payer] : [payer, organizer];
}

/** The payer hears of it as of any refund. */
export function refundedAtProvider({
  payload,
}: PublishedEvent<PayloadOf<typeof RefundedAtProvider>>): NotificationTemplate[] {
  const { refundCents, bookedCents, currency, eventTitle, transactionId, reference } = payload;
  const rest = bookedCents < refundCents ? ' It is more than we could book. Please see to it.' : '';
  const refunded: NotificationTemplate = {
    ...aboutSale('refund_issued', payload),
    occurrence: `provider:${reference || payload.refundedCents}`,
    title: 'Refunded at the payment provider',
    message: () =>
      `${amountText(refundCents, currency)} for “${eventTitle}” went back to the payer at the provider. ` +
      `The booking stands until somebody cancels it.${rest}`,
    mail: {
      subject: `Refunded at the payment provider: ${eventTitle}`,
      lines: [`Transaction ${transactionId}.`],
    },
  };
  return [refunded];
}

const DISPUTES = {
  open: { title: 'Payment disputed', what: 'is disputed by the payer. Please answer at the payment provider.' },
  won: { title: 'Dispute won', what: 'is not disputed any more, and stays with you.' },
  lost: { title: 'Dispute lost', what: 'went back to the payer.' },
};

export function paymentDisputed({
  payload,
}: PublishedEvent<PayloadOf<typeof PaymentDisputed>>): NotificationTemplate[] {
  const { disputeId, disputedCents, currency, eventTitle, transactionId, state } = payload;
  const { title, what } = DISPUTES[state];
  const disputed: NotificationTemplate = {
    ...aboutSale('payment_disputed', payload),
    occurrence: `${disputeId}:${state}`,
    title,
    message: () => `${amountText(disputedCents, currency)} for “${eventTitle}” ${what}`,
    mail: { subject: `${title}: ${eventTitle}`, lines: [`Transaction ${transactionId}.`] },
  };
  return [disputed];
}

export function invoiceReady({
  payload,
}: PublishedEvent<PayloadOf<typeof InvoiceIssued>>): NotificationTemplate[] {
  const { invoiceId, invoiceNumber, invoiceKind, eventTitle, applied, amountCents } = payload;
  const isPurchase = invoiceKind === 'invoice' && applied && amountCents > 0;
  const what = invoiceKind === 'invoice' ? 'invoice' : 'credit note';
  const ready: NotificationTemplate = {
    ...aboutPayment('invoice_ready', payload),
    subject: `invoice:${invoiceId}`,
    occurrence: '',
    relatedId: invoiceId,
    title: invoiceKind === 'invoice' ? 'Your invoice' : 'Your credit note',
    message: () => `The ${what} ${invoiceNumber} for “${eventTitle}” is ready.`,
    mail: {
      subject: `Your ${what} ${invoiceNumber}`,
      papers: [{ name: 'issued_invoice', id: invoiceId }],
    },
    saidIn: isPurchase ? 'booking_confirmation' : undefined,
  };
  return [ready];
}

function aboutPayment<Kind extends NotificationTemplate['kind']>(kind: Kind, facts: PaymentPayload) {
  const { paymentId, bookingId, personId, eventId, eventTitle } = facts;
  return {
    kind,
    to: { people: [personId] },
    subject: `payment:${paymentId}`,
    event: eventId === null ? null : { id: eventId, title: eventTitle },
    relatedId: paymentId,
    link: `/bookings/${bookingId}`,
  };
}

/** Whoever sold it sees it among all that was sold there. */
function aboutSale<Kind extends NotificationTemplate['kind']>(
  kind: Kind,
  facts: PaymentPayload & { organizerId: number | null },
) {
  const { organizerId, eventId } = facts;
  return {
    ...aboutPayment(kind, facts),
    to: { people: [organizerId] },
    link: eventId === null ? '/organize/bookings' : `/organize/events/${eventId}/attendees`,
  };
}
