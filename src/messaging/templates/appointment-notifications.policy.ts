import type { PayloadOf, PublishedEvent } from '../../platform/events/event.js';
import type {
  AppointmentCancelled,
  AppointmentExpired,
  AppointmentMoved,
  AppointmentPayload,
  AppointmentResized,
} from '../../scheduling/scheduling.events.js';
import { amountText } from '../notifications/amount-text.policy.js';
import type { NotificationTemplate, TemplateMail } from './notification-template.policy.js';

type Published = PublishedEvent<AppointmentPayload>;
type Cancelled = PublishedEvent<PayloadOf<typeof AppointmentCancelled>>;
type Expired = PublishedEvent<PayloadOf<typeof AppointmentExpired>>;
type Moved = PublishedEvent<PayloadOf<typeof AppointmentMoved>>;
type Resized = PublishedEvent<PayloadOf<typeof AppointmentResized>>;

/** To the host only where the host is asked: what is merely unpaid may come to nothing. */
export function appointmentRequested({ payload }: Published): NotificationTemplate[] {
  const { bookingId, hostId, typeName, startsAt, endsAt, priceCents, currency, awaitsHost } = payload;
  const pay = `Please pay ${amountText(priceCents, currency)}, so that it is kept for you.`;
  const request: NotificationTemplate = {
    ...aboutAppointment('booking_confirmation', payload),
    to: { inviteeOf: bookingId },
    occurrence: 'request',
    isInviteesDoing: true,
    title: 'Booking Request',
    message: (clock) => `We hold “${typeName}” for you: ${clock.period(startsAt, endsAt)}.`,
    mail: {
      subject: `Booking Request: ${typeName}`,
      lines: [
        ...(priceCents > 0 ? [pay] : []),
        ...(awaitsHost ? ['It is yours as soon as the organizer has confirmed it.'] : []),
      ],
    },
  };
  if (!awaitsHost) return [request];
  const toHost: NotificationTemplate = {
    ...aboutAppointment('booking_request', payload),
    to: { people: [hostId] },
    title: 'Booking Request',
    message: (clock) => `Somebody asks for “${typeName}”: ${clock.period(startsAt, endsAt)}.`,
    mail: {
      subject: `Booking Request: ${typeName}`,
      lines: [
        priceCents > 0
          ? 'Once it is paid, please confirm or cancel it in time.'
          : 'Please confirm or cancel it in time.',
      ],
    },
  };
  return [request, toHost];
}

/** To the host who confirmed it a mail alone: it brings the entry of the calendar. */
export function appointmentConfirmed({ payload }: Published): NotificationTemplate[] {
  const { bookingId, hostId, typeName, startsAt, endsAt, priceCents, currency, awaitsHost } = payload;
  const confirmation: NotificationTemplate = {
    ...aboutAppointment('booking_confirmation', payload),
    to: { inviteeOf: bookingId },
    isInviteesDoing: !awaitsHost && priceCents === 0,
    title: 'Booking Confirmation',
    message: () => `Your booking of “${typeName}” has been confirmed.`,
    mail: {
      subject: `Booking Confirmation: ${typeName}`,
      lines:
        priceCents > 0 ? [`We received your payment of ${amountText(priceCents, currency)}. Thank you.`] : [],
      calendar: entryOf('REQUEST', payload),
      isSeated: true,
    },
  };
  const created: NotificationTemplate = {
    ...aboutAppointment('booking_created', payload),
    to: { people: [hostId] },
    title: 'New booking',
    message: (clock) =>
      awaitsHost
        ? `“${typeName}” is booked: ${clock.period(startsAt, endsAt)}.`
        : `Somebody booked “${typeName}”: ${clock.period(startsAt, endsAt)}.`,
    mail: { subject: `New booking: ${typeName}`, calendar: entryOf('REQUEST', payload), isSeated: true },
    ...(awaitsHost && { mailOnly: true }),
  };
  return [confirmation, created];
}

/** To both, to who did it a mail alone. */
export function appointmentCancelled({ payload }: Cancelled): NotificationTemplate[] {
  const { bookingId, hostId, typeName, startsAt, endsAt, wasConfirmed, awaitsHost, cause, reason } = payload;
  const because = reason ? ` Reason: ${reason}` : '';
  const calendar = wasConfirmed ? entryOf('CANCEL', payload) : undefined;
  const lost: NotificationTemplate = {
    ...aboutAppointment('booking_cancelled', payload),
    to: { inviteeOf: bookingId },
    title: `Cancelled: ${typeName}`,
    message: (clock) => {
      const when = clock.period(startsAt, endsAt);
      return cause === 'booker'
        ? `You cancelled your booking of “${typeName}” on ${when}.`
        : `Your booking of “${typeName}” on ${when} has been cancelled.${because}`;
    },
    mail: { calendar },
    ...(cause === 'booker' && { mailOnly: true }),
  };
  if (!wasConfirmed && !awaitsHost) return [lost];
  const toHost: NotificationTemplate = {
    ...aboutAppointment('hosted_booking_cancelled', payload),
    to: { people: [hostId] },
    title: 'Booking cancelled',
    message: (clock) => {
      const what = `the booking of “${typeName}”, ${clock.period(startsAt, endsAt)}`;
      if (cause === 'host') return `You cancelled ${what}.`;
      return `${cause === 'booker' ? 'The invitee' : 'An administrator'} cancelled ${what}.${because}`;
    },
    mail: { subject: `Booking cancelled: ${typeName}`, calendar },
    ...(cause === 'host' && { mailOnly: true }),
  };
  return [lost, toHost];
}

/** Seats that went on to the next in line are told of as such. */
export function appointmentExpired({ payload }: Expired): NotificationTemplate[] {
  if (payload.wasOffered) return [];
  const { bookingId, hostId, typeName, startsAt, endsAt, awaitsHost } = payload;
  const expiry: NotificationTemplate = {
    ...aboutAppointment('booking_cancelled', payload),
    to: { inviteeOf: bookingId },
    occurrence: 'expired',
    title: `Expired: ${typeName}`,
    message: (clock) =>
      `Your booking of “${typeName}” on ${clock.period(startsAt, endsAt)} was not ` +
      `${awaitsHost ? 'confirmed' : 'paid'} in time. What you paid comes back.`,
  };
  if (!awaitsHost) return [expiry];
  const toHost: NotificationTemplate = {
    ...aboutAppointment('hosted_booking_cancelled', payload),
    to: { people: [hostId] },
    occurrence: 'expired',
    title: 'Booking expired',
    message: (clock) => `“${typeName}” was not confirmed in time: ${clock.period(startsAt, endsAt)}.`,
    mail: { subject: `Booking expired: ${typeName}` },
  };
  return [expiry, toHost];
}

/** To both, to who did it a mail alone. */
export function appointmentMoved({ id, payload }: Moved): NotificationTemplate[] {
  const { bookingId, hostId, typeName, startsAt, endsAt, cause, reason, ...before } = payload;
  const because = reason ? ` Reason: ${reason}` : '';
  const moved = {
    ...{ occurrence: String(id), title: `New time: ${typeName}` },
    mail: { calendar: entryOf('REQUEST', payload), isSeated: true },
  };
  const isHosts = cause === 'host' || cause === 'offer_moved';
  const toInvitee: NotificationTemplate = {
    ...aboutAppointment('booking_moved', payload),
    to: { inviteeOf: bookingId },
    ...moved,
    message: (clock) =>
      `Your booking of “${typeName}” has a new time: ${clock.period(startsAt, endsAt)}. ` +
      `It was ${clock.period(before.previousStartsAt, before.previousEndsAt)} before.${because}`,
    ...(cause === 'booker' && { mailOnly: true }),
  };
  const toHost: NotificationTemplate = {
    ...aboutAppointment('hosted_booking_moved', payload),
    to: { people: [hostId] },
    ...moved,
    message: (clock) =>
      `The booking of “${typeName}” has a new time: ${clock.period(startsAt, endsAt)}. ` +
      `It was ${clock.period(before.previousStartsAt, before.previousEndsAt)} before.${because}`,
    ...(isHosts && { mailOnly: true }),
  };
  return [toInvitee, toHost];
}

/** To the host, and to the invitee, who did it, a mail alone. */
export function appointmentResized({ id, payload }: Resized): NotificationTemplate[] {
  const { bookingId, hostId, typeName, startsAt, endsAt, quantity, wasConfirmed, awaitsHost } = payload;
  const people = quantity === 1 ? 'one person' : `${quantity} people`;
  const resized = {
    ...{ occurrence: String(id), title: `For ${people} now: ${typeName}` },
    mail: { calendar: wasConfirmed ? entryOf('REQUEST', payload) : undefined, isSeated: wasConfirmed },
  };
  const toInvitee: NotificationTemplate = {
    ...aboutAppointment('booking_moved', payload),
    to: { inviteeOf: bookingId },
    ...resized,
    message: (clock) =>
      `Your booking of “${typeName}” on ${clock.period(startsAt, endsAt)} is for ${people} now.`,
    mailOnly: true,
  };
  if (!wasConfirmed && !awaitsHost) return [toInvitee];
  const toHost: NotificationTemplate = {
    ...aboutAppointment('hosted_booking_moved', payload),
    to: { people: [hostId] },
    ...resized,
    message: (clock) =>
      `The booking of “${typeName}”, ${clock.period(startsAt, endsAt)}, is for ${people} now.`,
  };
  return [toInvitee, toHost];
}

/** To those with an account. */
export function appointmentDue({ payload }: Published): NotificationTemplate[] {
  const { hostId, personId, typeName, startsAt, endsAt } = payload;
  const reminder: NotificationTemplate = {
    ...aboutAppointment('booking_reminder', payload),
    to: { people: [personId, hostId] },
    occurrence: startsAt,
    title: `Reminder: ${typeName}`,
    message: (clock) => `“${typeName}” starts soon: ${clock.period(startsAt, endsAt)}.`,
  };
  return [reminder];
}

function aboutAppointment<Kind extends NotificationTemplate['kind']>(
  kind: Kind,
  { bookingId, startsAt, endsAt }: AppointmentPayload,
) {
  return {
    ...{ kind, subject: `booking:${bookingId}`, occurrence: '', event: null, relatedId: bookingId },
    ...{ appointment: bookingId, link: `/bookings/${bookingId}`, times: { startsAt, endsAt } },
  };
}

function entryOf(
  method: 'REQUEST' | 'CANCEL',
  { typeName, bookingId, hostId, sequence }: AppointmentPayload,
): TemplateMail['calendar'] {
  return { method, summary: typeName, bookingId, hostId, sequence };
}
