import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Attempts, doubling } from '../../platform/attempts/attempts.js';
import { Config } from '../../platform/config/config.js';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { Calendar } from '../calendars/calendar-connection.entity.js';
import type { CalendarChanges, Interval, RemoteEntry } from '../calendars/calendar-provider.rules.js';

const CONNECTIONS = 'integrations.calendar_connections';
const MAX_KEY = 500;
const LEASE_MS = 10 * 60_000;
const LONGEST_PAUSE_MS = 3_600_000;

export const READINGS_DUE = `EXISTS (SELECT FROM ${CONNECTIONS} WHERE next_attempt_at <= $now)`;

const LOCK = prepared(
  'integrations-calendar-locked',
  `SELECT ${columnList('k', Calendar)} FROM integrations.calendars k WHERE k.id = $id FOR UPDATE`,
);
const FORGET = prepared(
  'integrations-forget-entries',
  `DELETE FROM integrations.calendar_entries e WHERE e.calendar_id = $id
   AND ($whole::boolean AND NOT e.remote_id = ANY ($kept::text[]) OR e.remote_id = ANY ($removed::text[]))`,
);
const KEEP = prepared(
  'integrations-keep-entries',
  `INSERT INTO integrations.calendar_entries AS e (calendar_id, remote_id, uid, busy)
   SELECT $id::bigint, g."remoteId", g.uid, g.busy::tstzmultirange
   FROM jsonb_to_recordset($entries::jsonb) AS g ("remoteId" text, uid text, busy text)
   ON CONFLICT ON CONSTRAINT calendar_entries_pkey DO UPDATE SET uid = excluded.uid, busy = excluded.busy
   WHERE (e.uid, e.busy) IS DISTINCT FROM (excluded.uid, excluded.busy)`,
);
/** What was booked here is told of already, and whatever of ours was brought there by a file. */
const BUSY = prepared(
  'integrations-busy-of-calendar',
  `SELECT date_part('epoch', lower(b.during)) * 1000 AS "from",
     date_part('epoch', upper(b.during)) * 1000 AS until
   FROM (
     SELECT unnest(range_agg(e.busy)) AS during FROM integrations.calendar_entries e
     WHERE e.calendar_id = $id AND lower(e.uid) NOT IN (
       SELECT t.calendar_uid::text FROM booking.time_bookings t
       WHERE t.host_id = $ownerId OR t.person_id = $ownerId
       UNION ALL
       SELECT o.calendar_uid::text FROM booking.offer_bookings o WHERE o.person_id = $ownerId)
   ) b ORDER BY 1`,
);
const READ = prepared(
  'integrations-calendar-read',
  `UPDATE integrations.calendars SET cursor = $cursor,
     whole_read_at = CASE WHEN $whole::boolean THEN $now::timestamptz ELSE whole_read_at END WHERE id = $id`,
);
const WORKS = prepared(
  'integrations-connection-works',
  `UPDATE ${CONNECTIONS} SET status = 'active', attempts = 0, last_error = $skipped, last_synced_at = $now,
     told_at = NULL, next_attempt_at = least(
       CASE WHEN status = 'syncing' AND next_attempt_at <= $now THEN next_attempt_at END,
       $now::timestamptz + $intervalMs * interval '1 millisecond')
   WHERE id = $id`,
);
const FAILS = prepared(
  'integrations-connection-fails',
  `UPDATE ${CONNECTIONS} AS c SET last_error = $error,
     next_attempt_at = greatest(c.next_attempt_at, $now::timestamptz + $patienceMs * interval '1 millisecond'),
     status = CASE WHEN $isFinal::boolean OR c.attempts >= 3 THEN 'error' ELSE c.status END,
     told_at = CASE WHEN $isFinal::boolean OR c.attempts >= 3 THEN coalesce(c.told_at, $now) ELSE c.told_at END
   WHERE c.id = $id
   RETURNING OLD.told_at IS NULL AND NEW.told_at IS NOT NULL AS "isNews"`,
);

/** What readings found, and when the next ones fall due. */
@Injectable()
export class ReadingsRepository {
  readonly attempts: Attempts;

  constructor(config: Config) {
    const pausesMs = doubling(
      config.calendarSyncInterval,
      Math.max(LONGEST_PAUSE_MS, config.calendarSyncInterval),
    );
    this.attempts = new Attempts({ table: CONNECTIONS, waiting: 'true', pausesMs, leaseMs: LEASE_MS });
  }

  async lockCalendar(tx: Tx, id: number): Promise<Calendar | null> {
    const [row] = await tx.query<object>(LOCK, { id });
    return row ? toEntity(Calendar, row) : null;
  }

  async keepEntries(tx: Tx, id: number, { whole, entries, removed }: CalendarChanges): Promise<void> {
    const rows = rowsOf(entries);
    await tx.query(FORGET, {
      id,
      whole,
      kept: rows.map(({ remoteId }) => remoteId),
      removed: removed.map(keyOf),
    });
    if (rows.length > 0) await tx.query(KEEP, { id, entries: JSON.stringify(rows) });
  }

  async busyOf(tx: Tx, { id, ownerId }: Pick<Calendar, 'id' | 'ownerId'>): Promise<Interval[]> {
    const rows = await tx.query<{ from: number; until: number }>(BUSY, { id, ownerId });
    return rows.map(({ from, until }) => [from, until]);
  }

  async setRead(tx: Tx, id: number, { whole, cursor }: CalendarChanges, now: Date): Promise<void> {
    await tx.query(READ, { id, whole, cursor, now });
  }

  async setWorking(tx: Tx, id: number, skipped: string | null, now: Date, intervalMs: number): Promise<void> {
    await tx.query(WORKS, { id, skipped, now, intervalMs });
  }

  /** Whether its owner has not been told yet, since it last worked. */
  async setFailed(
    tx: Tx,
    id: number,
    failure: { error: string; isFinal: boolean; patienceMs: number; now: Date },
  ): Promise<boolean> {
    const [row] = await tx.query<{ isNews: boolean }>(FAILS, { id, ...failure });
    return row?.isNews ?? false;
  }
}

/** Two of one id are one. */
function rowsOf(entries: readonly RemoteEntry[]): { remoteId: string; uid: string; busy: string }[] {
  const rows = new Map<string, { uid: string; busy: Interval[] }>();
  for (const { remoteId, uid, busy } of entries) {
    const known = rows.get(keyOf(remoteId));
    rows.set(keyOf(remoteId), { uid, busy: known ? [...known.busy, ...busy] : busy });
  }
  return [...rows].map(([remoteId, { uid, busy }]) => ({ remoteId, uid, busy: multirange(busy) }));
}

function multirange(busy: readonly Interval[]): string {
  const ranges = busy
    .filter(([from, until]) => until > from)
    .map((each) => `[${each.map((instant) => new Date(instant).toISOString()).join(',')})`);
  return `{${ranges.join(',')}}`;
}

function keyOf(remoteId: string): string {
  return remoteId.length > MAX_KEY ? createHash('sha256').update(remoteId).digest('hex') : remoteId;
}
