import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';

const TABLE = 'integrations.written_bookings';
const MOST_STANDING = 10_000;
const COLUMNS = `w.booking_id AS id, w.calendar_id AS "calendarId", w.remote_id AS "remoteId",
  w.is_due AS "isDue", w.starts_at AS "startsAt", w.ends_at AS "endsAt", w.written_at AS "writtenAt"`;

const STANDING = prepared(
  'integrations-written-standing',
  `SELECT ${COLUMNS} FROM ${TABLE} w
   WHERE w.calendar_id = ANY ($calendarIds::bigint[]) AND w.remote_id IS NOT NULL AND w.gone_at IS NULL
     AND w.ends_at > $now
   ORDER BY w.ends_at, w.booking_id LIMIT ${MOST_STANDING}`,
);
const LOCK = prepared(
  'integrations-written-locked',
  `SELECT ${COLUMNS} FROM ${TABLE} w
   WHERE w.booking_id = ANY ($ids::bigint[]) AND w.gone_at IS NULL ORDER BY w.booking_id FOR UPDATE`,
);
const MARK = prepared(
  'integrations-mark-written',
  `UPDATE ${TABLE} w SET is_due = true, attempts = 0, next_attempt_at = $now,
     gone_at = CASE WHEN w.booking_id = ANY ($gone::bigint[]) THEN $now::timestamptz END,
     moved_at = CASE WHEN w.booking_id = ANY ($moved::bigint[]) THEN $now::timestamptz END
   WHERE w.booking_id = ANY ($gone::bigint[] || $moved::bigint[])`,
);

/** A booking as it was last written. */
export interface StandingBooking {
  id: number;
  calendarId: number;
  remoteId: string;
  isDue: boolean;
  startsAt: Date;
  endsAt: Date;
  writtenAt: Date;
}

/** What stands in people's calendars, and what they did to it there. */
@Injectable()
export class WrittenFindingsRepository {
  standing(source: Pick<Tx, 'query'>, calendarIds: readonly number[], now: Date): Promise<StandingBooking[]> {
    return source.query<StandingBooking>(STANDING, { calendarIds, now });
  }

  lock(tx: Tx, ids: readonly number[]): Promise<StandingBooking[]> {
    return tx.query<StandingBooking>(LOCK, { ids });
  }

  async mark(tx: Tx, found: { gone: number[]; moved: number[] }, now: Date): Promise<void> {
    await tx.query(MARK, { ...found, now });
  }
}
