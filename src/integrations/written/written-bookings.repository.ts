import { Injectable } from '@nestjs/common';
import { doubling, pauseSql } from '../../platform/attempts/attempts.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';

const TABLE = 'integrations.written_bookings';
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 3_600_000;
const LEASE_MS = 5 * 60_000;
const MOST_PLANNED = 1_000;

export const WRITINGS_DUE = `EXISTS (SELECT FROM ${TABLE} WHERE is_due AND next_attempt_at <= $now)`;

/** Firm ones of who has a calendar that is written to; what is planned already stays as it is. */
const plan = (which: string, again: string) => `
  INSERT INTO ${TABLE} AS w (booking_id, owner_id, calendar_id, next_attempt_at)
  SELECT b.booking_id, b.host_id, k.id, $now::timestamptz
  FROM booking.time_bookings b JOIN integrations.calendars k ON k.owner_id = b.host_id AND k.writes
  WHERE ${which} AND b.status = 'confirmed' AND b.ends_at > $now::timestamptz
  ORDER BY b.booking_id LIMIT ${MOST_PLANNED}
  ON CONFLICT ON CONSTRAINT written_bookings_pkey ${again}`;

const PLAN_ALL = prepared('integrations-plan-writings', plan('b.host_id = $ownerId', 'DO NOTHING'));
const PLAN = prepared('integrations-plan-writing', plan('b.booking_id = ANY ($ids::bigint[])', 'DO NOTHING'));
const AGAIN = prepared(
  'integrations-write-again',
  `UPDATE ${TABLE} SET is_due = true, attempts = 0, next_attempt_at = $now
   WHERE booking_id = ANY ($ids::bigint[])`,
);
const DUE = prepared(
  'integrations-writings-due',
  `SELECT w.booking_id AS id, w.owner_id AS "ownerId", w.calendar_id AS "calendarId",
     k.connection_id AS "connectionId", w.remote_id AS "remoteId", w.gone_at AS "goneAt",
     w.moved_at AS "movedAt"
   FROM ${TABLE} w JOIN integrations.calendars k ON k.id = w.calendar_id
   WHERE w.is_due AND w.next_attempt_at <= $now ORDER BY w.next_attempt_at LIMIT $limit`,
);
const CLAIM = prepared(
  'integrations-claim-writing',
  `UPDATE ${TABLE} SET attempts = attempts + 1,
     next_attempt_at = $now::timestamptz + $leaseMs * interval '1 millisecond'
   WHERE booking_id = $id AND is_due AND next_attempt_at <= $now RETURNING booking_id`,
);
/** A change that came meanwhile has begun to count anew, and stays due. */
const DONE = prepared(
  'integrations-written',
  `UPDATE ${TABLE} SET remote_id = $remoteId, starts_at = $startsAt, ends_at = $endsAt, written_at = $now,
     moved_at = NULL, last_error = NULL, is_due = attempts = 0 WHERE booking_id = $id`,
);
const FAILED = prepared(
  'integrations-writing-failed',
  `UPDATE ${TABLE} SET last_error = $error, next_attempt_at = greatest(
     $now::timestamptz + $patienceMs * interval '1 millisecond',
     $now::timestamptz + ${pauseSql('attempts', doubling(FIRST_PAUSE_MS, LONGEST_PAUSE_MS))})
   WHERE booking_id = $id AND attempts > 0`,
);

export interface DueWriting {
  /** Of the booking. */
  id: number;
  ownerId: number;
  calendarId: number;
  connectionId: number;
  remoteId: string | null;
  /** When its owner was found to have deleted it there. */
  goneAt: Date | null;
  movedAt: Date | null;
}

type Source = Pick<Tx, 'query'>;

/** Which bookings stand in which calendar, and what is to be written there. */
@Injectable()
export class WrittenBookingsRepository {
  async plan(tx: Tx, ids: readonly number[], now: Date): Promise<void> {
    await tx.query(AGAIN, { ids, now });
    await tx.query(PLAN, { ids, now });
  }

  async planAll(tx: Tx, ownerId: number, now: Date): Promise<void> {
    await tx.query(PLAN_ALL, { ownerId, now });
  }

  due(source: Source, now: Date, limit: number): Promise<DueWriting[]> {
    return source.query<DueWriting>(DUE, { now, limit });
  }

  async claim(source: Source, id: number, now: Date): Promise<boolean> {
    return (await source.query<object>(CLAIM, { id, now, leaseMs: LEASE_MS })).length > 0;
  }

  async setWritten(
    tx: Tx,
    written: { id: number; remoteId: string; startsAt: Date; endsAt: Date; now: Date },
  ): Promise<void> {
    await tx.query(DONE, { ...written });
  }

  async setFailed(
    source: Source,
    failure: { id: number; error: string; patienceMs: number; now: Date },
  ): Promise<void> {
    await source.query(FAILED, { ...failure });
  }

  async forget(source: Source, id: number): Promise<void> {
    await source.query(`DELETE FROM ${TABLE} WHERE booking_id = $id AND attempts > 0`, { id });
  }
}
