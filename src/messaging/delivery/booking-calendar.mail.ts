import { calendarEntry } from '../../booking/booking.api.js';
import {
  calendarContentType,
  calendarFile,
  type CalendarPerson,
} from '../../platform/calendar-files/calendar-file.js';
import type { Attachment } from '../../platform/mail/mail.js';
import type { NotificationKind } from '../notifications/notification-kinds.policy.js';
import type { NotificationTemplate } from '../templates/notification-template.policy.js';
import type { CalendarEntry } from './recipients.queries.js';

export interface CalendarPage {
  method: 'REQUEST' | 'CANCEL';
  entry: CalendarEntry;
  summary: string;
  /** Up by one with each change that the calendar shows. */
  sequence: number;
  location: string | null;
  description: string | null;
  url: string;
  organizer: CalendarPerson;
  attendee: CalendarPerson;
  stamp: Date;
}

export function calendarAttachment({ entry, ...page }: CalendarPage): Attachment {
  const { calendarUid: uid, startsAt, endsAt } = entry;
  return {
    filename: page.method === 'CANCEL' ? 'cancelled.ics' : 'invite.ics',
    contentType: calendarContentType(page.method),
    content: calendarFile({ ...page, uid, startsAt, endsAt }),
  };
}

const TELL_ENDS: ReadonlySet<NotificationKind> = new Set([
  'booking_cancelled',
  'hosted_booking_cancelled',
  'meeting_cancelled',
]);

/**
 * A booking's change is written as it was told, however late that is; an event as it is now, under the number
 * that it had when this was told: a booking made again meanwhile has a higher one.
 */
export function entryTold(
  entry: CalendarEntry,
  event: { sequence: number } | undefined,
  { kind, mail, times }: Pick<NotificationTemplate, 'kind' | 'mail' | 'times'>,
): Pick<CalendarPage, 'entry' | 'sequence'> {
  const sequence = mail?.calendar?.sequence;
  if (event) return { entry, sequence: sequenceOf(entry, { sequence: sequence ?? event.sequence }, kind) };
  if (sequence === undefined || !times) return { entry, sequence: sequenceOf(entry, undefined, kind) };
  const { startsAt, endsAt } = times;
  return { entry: { ...entry, startsAt: new Date(startsAt), endsAt: new Date(endsAt) }, sequence };
}

/**
 * A slot's or a meeting's changes are counted by its booking, an event's by the event, which counts its
 * cancellation too. What was written before a cancellation may be mailed after it.
 */
export function sequenceOf(
  booking: Pick<CalendarEntry, 'sequence' | 'earlier' | 'isCancelled'>,
  event: { sequence: number } | undefined,
  kind: NotificationKind,
): number {
  const tellsEnd = TELL_ENDS.has(kind);
  if (!event) return booking.sequence - (booking.isCancelled && !tellsEnd ? 1 : 0);
  const { earlier } = booking;
  return calendarEntry.sequence({
    changes: event.sequence,
    earlier,
    isCancelled: tellsEnd,
  });
}
