import { calendarContentType, calendarFile, type CalendarPerson } from '../../platform/calendar-files/calendar-file.js';
import type { Attachment } from '../../platform/mail/mail.js';
import type { BookingEntry } from './recipients.queries.js';

/** A booking as its booker's calendar shows it. */
export interface CalendarPage {
  method: 'REQUEST' | 'CANCEL';
  entry: BookingEntry;
  summary: string;
  /** The event's changes so far; 0 for what is no event. */
  eventSequence: number;
  location: string | null;
  description: string | null;
  url: string;
  organizer: CalendarPerson;
  attendee: CalendarPerson;
  stamp: Date;
}

/** The calendar file that comes with a mail: one UID for the booking's life. */
export function calendarAttachment({ entry, eventSequence, ...page }: CalendarPage): Attachment {
  const { calendarUid: uid, startsAt, endsAt } = entry;
  return {
    filename: page.method === 'CANCEL' ? 'cancelled.ics' : 'invite.ics',
    contentType: calendarContentType(page.method),
    content: calendarFile({ ...page, uid, startsAt, endsAt, sequence: sequenceOf(entry, eventSequence) }),
  };
}

/**
 * Up by one with each change that the calendar shows: the booking counts its moves and its cancellation, the event its
 * changes, and a move of the event is counted by both.
 */
export function sequenceOf({ sequence, rescheduleCount }: BookingEntry, eventSequence: number): number {
  return sequence + Math.max(0, eventSequence - rescheduleCount);
}
