import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { DueReminder } from './event-reminder.policy.js';

export interface Cursor {
  /** As PostgreSQL writes it, to the microsecond, which a Date would cut off. */
  startsExactly: string;
  bookingId: number;
}

/** Who books within the last day is not reminded. */
const DUE = prepared(
  'messaging-due-reminders',
  `SELECT booking_id AS "bookingId", person_id AS "personId", ref_id AS "eventId", starts_at AS "startsAt",
     ends_at AS "endsAt", starts_at::text AS "startsExactly"
   FROM booking.offer_bookings
   WHERE kind = 'event' AND status = 'confirmed' AND person_id IS NOT NULL
     AND (starts_at, booking_id) > ($1::timestamptz, $2)
     AND starts_at <= $3 AND confirmed_at <= starts_at - $4 * interval '1 millisecond'
   ORDER BY starts_at, booking_id LIMIT $5`,
);

@Injectable()
export class RemindersRepository {
  constructor(private readonly db: Database) {}

  /** Firm seats of events that start after the cursor and up to `until`, in that order. */
  due(after: Cursor, until: Date, beforeMs: number, limit: number): Promise<(DueReminder & Cursor)[]> {
    return this.db.query<DueReminder & Cursor>(DUE, [
      after.startsExactly,
      after.bookingId,
      until,
      beforeMs,
      limit,
    ]);
  }

  async upTo(): Promise<Date> {
    const [row] = await this.db.query<{ upTo: Date }>(
      'SELECT up_to AS "upTo" FROM messaging.reminder_progress',
    );
    return row!.upTo;
  }

  async advance(upTo: Date): Promise<void> {
    await this.db.query('UPDATE messaging.reminder_progress SET up_to = greatest(up_to, $1)', [upTo]);
  }
}
