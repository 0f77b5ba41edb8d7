import { calendarEntry } from '../../booking/booking.api.js';
import {
  calendarContentType,
  calendarFile,
  type CalendarPerson,
} from '../../platform/calendar-files/calendar-file.js';
import type { Attachment } from '../../platform/mail/mail.js';
import type { NotificationKind } from '../notifications/notification-kinds.policy.js';
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

/** A slot's changes are counted by its booking, an event's by the event, which counts its cancellation too. */
export function sequenceOf(
  booking: Pick<CalendarEntry, 'sequence' | 'earlier'>,
  event: { sequence: number } | undefined,
  kind: NotificationKind,
): number {
  if (!event) return booking.sequence;
  const { earlier } = booking;
  return calendarEntry.sequence({
    changes: event.sequence,
    earlier,
    isCancelled: kind === 'booking_cancelled',
  });
}
