import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import { FeedRepository } from '../feed/feed.repository.js';
import type { SlotChange } from './slot-changes.rules.js';

/** Four a second at most, late deliveries included. */
export const FRAMES_APART_MS = 300;

export const CHANGES_PENDING = 'EXISTS (SELECT FROM realtime.slot_changes)';

const ADD = prepared(
  'realtime-slot-changes-add',
  `INSERT INTO realtime.slot_changes (host_id, type_id, starts_from, starts_to, also_closed, occurred_at)
   SELECT (c->>'hostId')::bigint, (c->>'typeId')::bigint, (c->>'from')::timestamptz, (c->>'to')::timestamptz,
     (c->>'alsoClosed')::boolean, (c->>'occurredAt')::timestamptz
   FROM json_array_elements($changes::json) AS c`,
);

const ago = `clock_timestamp() - make_interval(secs => ${FRAMES_APART_MS / 1000})`;
const joined = (end: 'min(starts_from)' | 'max(starts_to)', column: string) => `
  CASE WHEN count(${column}) = count(*)
    THEN to_char(${end} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') END`;

const WRITE = prepared(
  'realtime-slot-changes-write',
  `WITH waits AS MATERIALIZED (
     SELECT host_id FROM realtime.slot_frames f WHERE f.written_at > ${ago}
   ), told AS (
     DELETE FROM realtime.slot_changes c WHERE c.host_id NOT IN (SELECT host_id FROM waits) RETURNING c.*
   ), paced AS (
     INSERT INTO realtime.slot_frames AS f (host_id, written_at)
     SELECT host_id, clock_timestamp() FROM told GROUP BY host_id
     ON CONFLICT ON CONSTRAINT slot_frames_pkey DO UPDATE SET written_at = excluded.written_at
   ), frames AS (
     INSERT INTO realtime.feed (feed, type, data, audience, occurred_at, created_at)
     SELECT 'slots', 'slots_changed',
       json_build_object('from', ${joined('min(starts_from)', 'starts_from')},
         'to', ${joined('max(starts_to)', 'starts_to')}),
       jsonb_build_object('kind', 'host', 'hostId', host_id, 'alsoClosed', bool_or(also_closed),
         'typeId', CASE WHEN count(type_id) = count(*) AND min(type_id) = max(type_id) THEN min(type_id) END),
       max(occurred_at), $now FROM told GROUP BY host_id ORDER BY host_id
     RETURNING id
   )
   SELECT (SELECT count(*) FROM frames) AS written,
     EXISTS (SELECT FROM realtime.slot_changes c JOIN waits USING (host_id)) AS "isLeft"`,
);

const FORGET = `DELETE FROM realtime.slot_frames WHERE written_at < ${ago}`;

/** Changes of what hosts offer, which become frames of the feed, not too many of one host at a time. */
@Injectable()
export class SlotChangesRepository {
  constructor(
    private readonly feed: FeedRepository,
    private readonly clock: Clock,
  ) {}

  async add(tx: Tx, changes: (SlotChange & { occurredAt: Date })[]): Promise<void> {
    await tx.query(ADD, { changes: JSON.stringify(changes) });
  }

  /** Joins what there is of each host whose last frame is long enough ago; tells whether others wait. */
  async write(tx: Tx): Promise<{ written: number; isLeft: boolean }> {
    await this.feed.lock(tx);
    const [done] = await tx.query<{ written: number; isLeft: boolean }>(WRITE, { now: this.clock.now() });
    return done!;
  }

  async forgetOld(tx: Pick<Tx, 'query'>): Promise<void> {
    await tx.query(FORGET);
  }
}
