import {
  OfferProfile,
  type BookedSubject,
  type CalendarSubject,
  type ShownSubject,
} from '../../booking/booking.api.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';

const CALENDAR = prepared(
  'collaboration-calendar-subject',
  `SELECT e.title, e.description, e.sequence AS changes,
     coalesce(nullif(e.location, ''), CASE WHEN $seesLink THEN e.online_url END, '') AS location,
     CASE WHEN $seesLink THEN e.online_url ELSE '' END AS url
   FROM collaboration.events e WHERE e.id = $refId`,
);

/** Seats of an event: tickets, held until they are paid, or the seats of who joins a gathering. */
export class EventProfile extends OfferProfile {
  readonly bookingKind = 'ticket';
  readonly offerKind = 'event';
  readonly field = 'event';
  readonly noun = 'event';
  override readonly order = { seats: 'asked', confirmFree: false } as const;
  override readonly hasTickets = true;

  override async calendarSubject(
    source: Pick<Tx, 'query'>,
    { refId, seesLink }: BookedSubject,
  ): Promise<CalendarSubject | null> {
    const [subject] = await source.query<CalendarSubject>(CALENDAR, { refId, seesLink });
    return subject ?? null;
  }

  override show({ refId, offer }: ShownSubject) {
    return { event: refId, event_title: offer?.title ?? null };
  }
}
