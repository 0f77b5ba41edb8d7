import {
  ICalCalendar,
  ICalAttendeeRole,
  ICalAttendeeStatus,
  ICalCalendarMethod,
  ICalEventStatus,
  foldLines,
} from 'ical-generator';

export interface CalendarPerson {
  name: string;
  email: string;
}

export interface CalendarEntry {
  /** `PUBLISH` for a download; `REQUEST` and `CANCEL` in a mail to the one who was invited. */
  method: 'PUBLISH' | 'REQUEST' | 'CANCEL';
  uid: string;
  /** Higher with each change: programs take no older one. */
  sequence: number;
  stamp: Date;
  startsAt: Date;
  endsAt: Date;
  summary: string;
  description?: string | null;
  location?: string | null;
  url?: string | null;
  organizer?: CalendarPerson | null;
  attendee?: CalendarPerson | null;
  status?: 'confirmed' | 'tentative' | 'cancelled';
}

const STATUS = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
};

export const calendarContentType = (method: CalendarEntry['method']): string =>
  `text/calendar; charset=utf-8; method=${method}`;

export function calendarFile(entry: CalendarEntry): string {
  const { method, uid, sequence, stamp, startsAt, endsAt, organizer, attendee } = entry;
  const calendar = new ICalCalendar({
    method: ICalCalendarMethod[method],
    prodId: { company: 'Convoke', product: 'Convoke', language: 'EN' },
  });
  const event = calendar.createEvent({
    id: plain(uid),
    sequence,
    stamp,
    start: startsAt,
    end: endsAt,
    summary: plain(entry.summary),
    description: entry.description || null,
    location: plain(entry.location ?? '') || null,
    status: STATUS[method === 'CANCEL' ? 'cancelled' : (entry.status ?? 'confirmed')],
  });
  // A calendar knows attendees only beside an organizer.
  if (organizer) event.organizer(named(organizer));
  if (organizer && attendee) {
    event.createAttendee({
      ...named(attendee),
      role: ICalAttendeeRole.REQ,
      status: ICalAttendeeStatus.ACCEPTED,
      rsvp: false,
    });
  }
  const url = plain(entry.url ?? '');
  return `${url ? withUrl(calendar.toString(), url) : calendar.toString()}\r\n`;
}

/** An address is no text (RFC 5545, 3.3.13): the library escapes it as one, and programs then open another. */
function withUrl(file: string, url: string): string {
  const line = foldLines(`URL:${url}`);
  return file.replace('\r\nEND:VEVENT', () => `\r\n${line}\r\nEND:VEVENT`);
}

function named({ name, email }: CalendarPerson): CalendarPerson {
  return { name: parameter(name), email: parameter(email) };
}

/** A parameter's value stands in quotes and has no way to write one (RFC 5545, 3.2). */
function parameter(text: string): string {
  return plain(text).replaceAll('"', '’').replaceAll('\\', '/');
}

/** One line: a break would begin a property of the writer's choice. */
function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}
