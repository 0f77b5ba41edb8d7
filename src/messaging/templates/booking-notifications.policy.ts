import { wholeRefundUntil } from '../../booking/booking.api.js';
import type {
  BookingPayload,
  Cancellation,
  OfferPayload,
  Rescheduling,
  SeatOfferPayload,
  WaitlistClosedPayload,
  WaitlistPayload,
} from '../../booking/booking.events.js';
import type { PaperRef } from '../../platform/mail/mail.js';
import type { PublishedEvent } from '../../platform/events/event.js';
import { amountText, refundSentence } from '../notifications/amount-text.policy.js';
import type { NotificationTemplate } from './notification-template.policy.js';
import type { LocalTimeFormatter } from '../../platform/documents/local-time-formatter.js';

type Published<Payload extends object> = PublishedEvent<Payload>;

/** To who booked, and to who offers it; to a gathering's creator, who joined. */
export function bookingConfirmed({ payload }: Published<BookingPayload>): NotificationTemplate[] {
  const { bookingId, personId, quantity, priceCents, currency, offer } = payload;
  // Who makes a gathering takes part in it from the start, and needs no confirmation.
  const isOwn = personId === offer?.organizerId && priceCents === 0;
  if (!concernsSeats(payload) || isOwn) return [];
  const what = nameOf(offer);
  const confirmation: NotificationTemplate = {
    ...aboutBooking('booking_confirmation', payload),
    to: { people: [personId] },
    occurrence: '',
    title: 'Booking Confirmation',
    message: () => `Your booking of ${seats(quantity)}“${what}” has been confirmed.`,
    mail: {
      subject: `Booking Confirmation: ${what}`,
      lines:
        priceCents > 0 ? [`We received your payment of ${amountText(priceCents, currency)}. Thank you.`] : [],
      calendar: { method: 'REQUEST', summary: what, bookingId, sequence: toldSequence(payload) },
      papers: papersOf(payload),
      isSeated: true,
    },
  };
  const created = toHost('booking_created', payload, {
    title: 'New booking',
    message: (clock) =>
      `booked ${seats(quantity)}“${what}”, ${clock.period(payload.startsAt, payload.endsAt)}.`,
  });
  return [confirmation, ...created, ...toCreator('event_joined', payload, 'joined')];
}

/** To who lost a booking by another's doing, or gave up a firm one, and to who offers it. */
export function bookingCancelled({
  payload,
}: Published<BookingPayload & Cancellation>): NotificationTemplate[] {
  const { bookingId, personId, cause, reason, offer } = payload;
  if (!concernsSeats(payload)) return [];
  const lost = lostToHost(payload);
  if (cause === 'booker') return [...givenUp(payload), ...lost, ...toCreator('event_left', payload, 'left')];
  const what = nameOf(offer);
  const isEvent = payload.kind === 'ticket' && cause === 'offer_withdrawn';
  const because = reason ? ` Reason: ${reason}` : '';
  const template: NotificationTemplate = {
    ...aboutBooking(isEvent ? 'event_cancelled' : 'booking_cancelled', payload),
    to: { people: [personId] },
    by: payload.actorId,
    occurrence: '',
    title: `Cancelled: ${what}`,
    message: (clock) => {
      const when = clock.period(payload.startsAt, payload.endsAt);
      const subject = isEvent ? `“${what}” on ${when}` : `Your booking of “${what}” on ${when}`;
      return `${subject} has been cancelled.${because}`;
    },
    mail: {
      lines: ['We are sorry.'],
      calendar: { method: 'CANCEL', summary: what, bookingId, sequence: toldSequence(payload) },
    },
  };
  return [template, ...lost];
}

/** What was never firm was no news, and who withdraws an offer knows. */
function lostToHost(payload: BookingPayload & Cancellation): NotificationTemplate[] {
  const { cause, actorId, wasConfirmed, startsAt, endsAt } = payload;
  if (!wasConfirmed || cause === 'offer_withdrawn') return [];
  const of = (clock: LocalTimeFormatter) => `“${nameOf(payload.offer)}”, ${clock.period(startsAt, endsAt)}`;
  return toHost('hosted_booking_cancelled', payload, {
    by: actorId,
    title: 'Booking cancelled',
    message: (clock) =>
      cause === 'booker'
        ? `cancelled the booking of ${of(clock)}.`
        : `has no booking any more of ${of(clock)}: it was cancelled by an administrator.`,
  });
}

/** A mail alone: it takes the entry out of the calendar. */
function givenUp(payload: BookingPayload): NotificationTemplate[] {
  const { bookingId, personId, offer } = payload;
  const what = nameOf(offer);
  const template: NotificationTemplate = {
    ...aboutBooking('booking_cancelled', payload),
    to: { people: [personId] },
    occurrence: '',
    title: `Cancelled: ${what}`,
    message: (clock) => {
      const when = clock.period(payload.startsAt, payload.endsAt);
      return offer?.joinOnly
        ? `You left “${what}” on ${when}.`
        : `You cancelled your booking of “${what}” on ${when}.`;
    },
    mail: {
      calendar: { method: 'CANCEL', summary: what, bookingId, sequence: toldSequence(payload) },
      needsEntry: true,
    },
    mailOnly: true,
  };
  return [template];
}

/** Slots only: events publish their own changes. */
export function bookingMoved({
  id,
  payload,
  occurredAt,
}: Published<BookingPayload & Rescheduling>): NotificationTemplate[] {
  const { bookingId, personId, cause, offer, currency, paidCents, refundedCents } = payload;
  if (payload.kind !== 'slot') return [];
  const isOwn = cause === 'booker';
  const what = nameOf(offer);
  const until = wholeRefundUntil.of({ movedAt: occurredAt, startsAt: new Date(payload.startsAt) });
  const refund = { cents: paidCents - refundedCents, currency, until };
  const template: NotificationTemplate = {
    ...aboutBooking('booking_moved', payload),
    to: { people: [personId] },
    ...(isOwn ? { mailOnly: true } : { by: payload.actorId }),
    occurrence: String(id),
    title: `New time: ${what}`,
    message: (clock) =>
      `Your booking of “${what}” has a new time: ${clock.period(payload.startsAt, payload.endsAt)}. ` +
      `It was ${clock.period(payload.previousStartsAt, payload.previousEndsAt)} before.` +
      (isOwn ? '' : refundSentence(refund, occurredAt, clock)),
    mail: {
      lines: isOwn ? [] : ['Your booking stands. If the new time does not suit you, please cancel it.'],
      calendar: { method: 'REQUEST', summary: what, bookingId, sequence: toldSequence(payload) },
    },
  };
  if (cause === 'host' || cause === 'offer_moved') return [template];
  const moved = toHost('hosted_booking_moved', payload, {
    by: payload.actorId,
    occurrence: String(id),
    title: 'Booking moved',
    message: (clock) =>
      `has another time for “${what}” now: ${clock.period(payload.startsAt, payload.endsAt)}. ` +
      `It was ${clock.period(payload.previousStartsAt, payload.previousEndsAt)} before.`,
  });
  return [template, ...moved];
}

export function seatOffered({
  payload,
}: Published<WaitlistPayload & SeatOfferPayload>): NotificationTemplate[] {
  const { bookingId, quantity, expiresAt, priceCents, offer } = payload;
  const template: NotificationTemplate = {
    ...aboutOffer('waitlist_offer', offer),
    to: { people: [payload.personId] },
    // Whoever waits for a session is known by its link, with an account or without.
    ...(offer.kind === 'occurrence' && { to: { inviteeOf: bookingId }, appointment: bookingId }),
    subject: `booking:${bookingId}`,
    occurrence: '',
    relatedId: bookingId,
    title: quantity === 1 ? 'A seat is yours' : 'Seats are yours',
    message: (clock) => {
      const held = quantity === 1 ? 'A seat' : `${quantity} seats`;
      const until = `${quantity === 1 ? 'is' : 'are'} held for you until ${clock.moment(expiresAt)}`;
      const action = priceCents > 0 ? 'Pay' : 'Confirm';
      return `${held} of “${offer.title}” ${until}. ${action} in time, or the next in line is asked.`;
    },
    link: `/bookings/${bookingId}`,
    mail: { subject: `A seat is yours: ${offer.title}` },
  };
  return [template];
}

export function seatOfferLapsed({
  payload,
}: Published<WaitlistPayload & { bookingId: number; out: boolean }>): NotificationTemplate[] {
  const { bookingId, offer, out } = payload;
  const next = out ? 'You are not on the waitlist any more.' : 'You wait again, at the end of the line.';
  const template: NotificationTemplate = {
    ...aboutOffer('waitlist_offer_lapsed', offer),
    to: { people: [payload.personId] },
    ...(offer.kind === 'occurrence' && { to: { inviteeOf: bookingId }, appointment: bookingId }),
    subject: `booking:${bookingId}`,
    occurrence: '',
    relatedId: bookingId,
    title: 'Your held seat went on',
    message: () => `The seat of “${offer.title}” that was held for you has gone to the next in line. ${next}`,
  };
  return [template];
}

export function waitlistClosed({ payload }: Published<WaitlistClosedPayload>): NotificationTemplate[] {
  const { personIds, entryIds, cause, offer } = payload;
  const why = cause === 'cancelled' ? 'has been cancelled' : 'has started without a free seat';
  const template: NotificationTemplate = {
    ...aboutOffer('waitlist_closed', offer),
    to: { people: personIds },
    title: 'Waitlist closed',
    message: () => `“${offer.title}” ${why}, and its waitlist is closed.`,
    mail: { subject: `Waitlist closed: ${offer.title}` },
  };
  if (offer.kind === 'occurrence')
    return entryIds.map((waiter) => ({ ...template, to: { waiter }, subject: `waitlist:${waiter}` }));
  return [template];
}

/** Of a purchase, so that no other mail is needed. */
function papersOf({ bookingId: id, kind, priceCents }: BookingPayload): PaperRef[] {
  if (priceCents === 0) return [];
  return kind === 'ticket'
    ? [
        { name: 'ticket', id },
        { name: 'invoice', id },
      ]
    : [{ name: 'invoice', id }];
}

function toCreator(
  kind: 'event_joined' | 'event_left',
  payload: BookingPayload,
  did: string,
): NotificationTemplate[] {
  const { bookingId, personId, offer } = payload;
  if (!offer?.joinOnly || personId === null) return [];
  const template: NotificationTemplate = {
    ...aboutOffer(kind, offer),
    to: { people: [offer.organizerId] },
    actor: personId,
    subject: `booking:${bookingId}`,
    occurrence: '',
    title: kind === 'event_joined' ? 'New participant' : 'A participant left',
    message: () => `${did} “${offer.title}”.`,
  };
  return [template];
}

/** To who offers what an account booked; a gathering's creator hears of those who join and leave. */
function toHost(
  kind: 'booking_created' | 'hosted_booking_cancelled' | 'hosted_booking_moved',
  payload: BookingPayload,
  told: Pick<NotificationTemplate, 'title' | 'message'> & Partial<NotificationTemplate>,
): NotificationTemplate[] {
  const { hostId, personId, offer } = payload;
  if (hostId === null || personId === null || offer?.joinOnly) return [];
  const template: NotificationTemplate = {
    ...aboutBooking(kind, payload),
    to: { people: [hostId] },
    actor: personId,
    occurrence: '',
    mail: { subject: `${told.title}: ${nameOf(offer)}` },
    ...told,
  };
  return [template];
}

function aboutBooking<Kind extends NotificationTemplate['kind']>(
  kind: Kind,
  { bookingId, startsAt, endsAt, offer }: BookingPayload,
) {
  return {
    kind,
    subject: `booking:${bookingId}`,
    event: offer && eventOf(offer),
    relatedId: bookingId,
    link: `/bookings/${bookingId}`,
    times: { startsAt, endsAt },
  };
}

function aboutOffer<Kind extends NotificationTemplate['kind']>(kind: Kind, offer: OfferPayload) {
  const { refId, startsAt, endsAt } = offer;
  return {
    kind,
    subject: `event:${refId}`,
    occurrence: '',
    event: eventOf(offer),
    relatedId: refId,
    link: `/events/${refId}`,
    times: { startsAt, endsAt },
  };
}

function eventOf({ kind, refId, title }: OfferPayload): NotificationTemplate['event'] {
  return kind === 'event' ? { id: refId, title } : null;
}

/** Which change of the entry the payload tells of: an event counts for all who booked it. */
function toldSequence({ kind, sequence, offer }: BookingPayload): number | undefined {
  return kind === 'ticket' ? offer?.calendarChanges : sequence;
}

function nameOf(offer: OfferPayload | null): string {
  return (offer?.kind === 'slot' ? offer.label?.name : undefined) ?? offer?.title ?? 'a time slot';
}

function seats(quantity: number): string {
  return quantity === 1 ? '' : `${quantity} tickets for `;
}

function concernsSeats({ kind }: BookingPayload): boolean {
  return kind === 'slot' || kind === 'ticket';
}
