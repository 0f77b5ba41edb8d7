import { Injectable } from '@nestjs/common';
import { liveSeat } from '../../booking/booking.api.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';

export interface CalendarTimes {
  ownerId: number;
  calendarId: number;
  /** Ascending, without overlaps, in epoch milliseconds; half-open. */
  busy: readonly (readonly [start: number, end: number])[];
}

export interface ChangedSpan {
  startsAt: Date | null;
  endsAt: Date | null;
}

const instants = (name: string) => `(SELECT array_agg(to_timestamp(ms / 1000.0) ORDER BY n)
  FROM unnest($${name}::float8[]) WITH ORDINALITY AS given (ms, n))`;

const REPLACE = prepared(
  'scheduling-replace-calendar-times',
  `WITH given AS MATERIALIZED (
     SELECT * FROM unnest(${instants('starts')}, ${instants('ends')}) AS g (starts_at, ends_at)
   ), gone AS (
     DELETE FROM scheduling.calendar_times t WHERE t.calendar_id = $calendarId::bigint
       AND NOT EXISTS (SELECT FROM given g WHERE g.starts_at = t.starts_at)
     RETURNING t.starts_at, t.ends_at
   ), made AS (
     INSERT INTO scheduling.calendar_times AS t (owner_id, calendar_id, starts_at, ends_at)
     SELECT $ownerId::bigint, $calendarId::bigint, g.starts_at, g.ends_at FROM given g
     ON CONFLICT (calendar_id, starts_at) DO UPDATE SET ends_at = excluded.ends_at
       WHERE t.ends_at <> excluded.ends_at
     RETURNING NEW.starts_at, greatest(OLD.ends_at, NEW.ends_at) AS ends_at
   )
   SELECT min(c.starts_at) AS "startsAt", max(c.ends_at) AS "endsAt"
   FROM (SELECT * FROM gone UNION ALL SELECT * FROM made) c`,
);

const READ = prepared(
  'scheduling-calendar-read',
  `INSERT INTO scheduling.calendar_readings (calendar_id, owner_id, read_at)
   VALUES ($calendarId, $ownerId, $readAt)
   ON CONFLICT (calendar_id) DO UPDATE SET read_at = excluded.read_at`,
);

const MOST_CONFLICTS = 100;
const CONFLICTS = prepared(
  'scheduling-calendar-conflicts',
  `SELECT DISTINCT ON (b.starts_at) b.booking_id AS "bookingId", coalesce(a.type_name, m.title) AS title,
     b.starts_at AS "startsAt", b.ends_at AS "endsAt"
   FROM booking.time_bookings b LEFT JOIN scheduling.appointments a ON a.id = b.booking_id
     LEFT JOIN scheduling.meetings m ON m.id = b.booking_id
   WHERE b.host_id = $ownerId AND b.starts_at > $now AND b.starts_at < $until AND b.ends_at > $from
     AND ${liveSeat.sql('b', '$now::timestamptz')} AND EXISTS (
       SELECT FROM scheduling.calendar_times t WHERE t.owner_id = $ownerId AND t.calendar_id = $calendarId
         AND tstzrange(t.starts_at, t.ends_at) && tstzrange(b.starts_at, b.ends_at))
   ORDER BY b.starts_at, b.booking_id LIMIT ${MOST_CONFLICTS}`,
);

export interface Conflict {
  bookingId: number;
  title: string;
  startsAt: Date;
  endsAt: Date;
}

/** When connected calendars take people's time. */
@Injectable()
export class CalendarTimesRepository {
  /** Answers between which instants anything came or went; nulls: nothing did. */
  async replace(tx: Tx, { ownerId, calendarId, busy }: CalendarTimes): Promise<ChangedSpan> {
    const [starts, ends] = [busy.map(([start]) => start), busy.map(([, end]) => end)];
    return (await tx.query<ChangedSpan>(REPLACE, { ownerId, calendarId, starts, ends }))[0]!;
  }

  /** What is booked of the owner at times of this calendar, within the span. */
  conflicts(
    tx: Tx,
    { ownerId, calendarId }: CalendarTimes,
    { startsAt: from, endsAt: until }: ChangedSpan,
    now: Date,
  ): Promise<Conflict[]> {
    return tx.query<Conflict>(CONFLICTS, { ownerId, calendarId, from, until, now });
  }

  async setRead(tx: Tx, ownerId: number, calendarId: number, readAt: Date): Promise<void> {
    await tx.query(READ, { ownerId, calendarId, readAt });
  }

  async forgetRead(tx: Tx, calendarId: number): Promise<void> {
    await tx.query('DELETE FROM scheduling.calendar_readings WHERE calendar_id = $calendarId', { calendarId });
  }
}
