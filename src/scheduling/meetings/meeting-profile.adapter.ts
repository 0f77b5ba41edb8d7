import { OfferProfile, type BookedSubject, type CalendarSubject } from '../../booking/booking.api.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';

const CALENDAR = prepared(
  'scheduling-meeting-calendar-subject',
  `SELECT m.title, m.description, '' AS location, '' AS url, NULL::integer AS changes
   FROM scheduling.meetings m WHERE m.id = $bookingId`,
);

/** Time of an expert. */
export class MeetingProfile extends OfferProfile {
  readonly bookingKind = 'meeting';
  readonly offerKind = null;
  readonly field = 'expert';
  readonly noun = 'expert';
  override readonly claimsTime = true;
  override readonly isBetweenTwo = true;
  override readonly graceMinutes = 24 * 60;

  override async calendarSubject(
    source: Pick<Tx, 'query'>,
    { bookingId }: BookedSubject,
  ): Promise<CalendarSubject | null> {
    const [subject] = await source.query<CalendarSubject>(CALENDAR, { bookingId });
    return subject ?? null;
  }
}
