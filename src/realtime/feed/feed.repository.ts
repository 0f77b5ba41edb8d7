import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import type { StoredFrame } from './frame.entity.js';
import type { FrameDraft } from './frame.entity.js';

/** Fan-out channel: the feed has new frames. A lost message costs one polling interval, never a frame. */
export const FEED_CHANNEL = 'realtime';

const KEPT_MS = 24 * 3_600_000;
const APPEND_LOCK = 7_266_840;

const LOCK = prepared('realtime-feed-lock', 'SELECT pg_advisory_xact_lock($1)');

const APPEND = prepared(
  'realtime-feed-append',
  `INSERT INTO realtime.feed (feed, type, data, audience, occurred_at, created_at)
   SELECT f->>'feed', f->>'type', f->'data', (f->'audience')::jsonb, (f->>'occurredAt')::timestamptz, $2
   FROM json_array_elements($1::json) WITH ORDINALITY AS drafts (f, place) ORDER BY place`,
);

const COLUMNS = 'id, feed, type, data, audience, occurred_at AS "occurredAt"';

const AFTER = prepared(
  'realtime-feed-after',
  `SELECT ${COLUMNS} FROM realtime.feed WHERE id > $1 ORDER BY id LIMIT $2`,
);

const NEXT = 'SELECT created_at AS at FROM realtime.feed WHERE id > $1 ORDER BY id LIMIT 1';

const OF_ALL = 'feed = ANY($feeds::text[])';
/** As the index `feed_of_person` has it. */
const OF_PERSON = `${OF_ALL} AND audience->>'kind' = 'person'
  AND (audience->>'personId')::bigint = $personId::bigint`;
const OF_HOST = `${OF_ALL} AND audience->>'kind' = 'host'
  AND (audience->>'hostId')::bigint = $hostId::bigint`;

const missed = (name: string, which: string) =>
  prepared(
    name,
    `SELECT ${COLUMNS} FROM realtime.feed WHERE ${which} AND id > $since AND id <= $upTo
     ORDER BY id LIMIT $limit`,
  );
const MISSED = missed('realtime-feed-missed', OF_ALL);
const MISSED_BY_PERSON = missed('realtime-feed-missed-by-person', OF_PERSON);
const MISSED_BY_HOST = missed('realtime-feed-missed-by-host', OF_HOST);

const isMore = (name: string, which: string) =>
  prepared(name, `SELECT FROM realtime.feed WHERE ${which} AND id > $since ORDER BY id OFFSET $most LIMIT 1`);
const IS_MORE = isMore('realtime-feed-is-more', OF_ALL);
const IS_MORE_FOR_PERSON = isMore('realtime-feed-is-more-for-person', OF_PERSON);
const IS_MORE_OF_HOST = isMore('realtime-feed-is-more-of-host', OF_HOST);

/** The newest id that is too old to count as kept, removed already or not. */
const FORGOTTEN = `
  greatest(
    (SELECT up_to FROM realtime.forgotten),
    (SELECT id FROM realtime.feed WHERE created_at < $1 ORDER BY created_at DESC, id DESC LIMIT 1))`;

const FORGET = `
  WITH up_to AS (UPDATE realtime.forgotten SET up_to = ${FORGOTTEN} RETURNING up_to)
  DELETE FROM realtime.feed f USING up_to WHERE f.id <= up_to.up_to`;

export interface Whose {
  feeds: readonly string[];
  personId: number | null;
  hostId: number | null;
}

/** Frames for 24 hours, written by one process at a time and read by all. */
@Injectable()
export class FeedRepository {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Locked until the commit: no reader sees an id before a lower one, what it has passed is complete. */
  async append(tx: Tx, drafts: (FrameDraft & { occurredAt: Date })[]): Promise<void> {
    await this.lock(tx);
    await tx.query(APPEND, [JSON.stringify(drafts), this.clock.now()]);
  }

  async lock(tx: Tx): Promise<void> {
    await tx.query(LOCK, [APPEND_LOCK]);
  }

  after(id: number, limit: number): Promise<StoredFrame[]> {
    return this.db.query<StoredFrame>(AFTER, [id, limit]);
  }

  /** How long the first frame after this one has stood in the feed; 0 where there is none. */
  async secondsSince(id: number): Promise<number> {
    const [next] = await this.db.query<{ at: Date }>(NEXT, [id]);
    return next ? Math.max(0, (this.clock.millis() - next.at.getTime()) / 1000) : 0;
  }

  missed(whose: Whose, since: number, upTo: number, limit: number): Promise<StoredFrame[]> {
    const statement =
      whose.hostId !== null ? MISSED_BY_HOST : whose.personId !== null ? MISSED_BY_PERSON : MISSED;
    return this.db.query<StoredFrame>(statement, { ...whose, since, upTo, limit });
  }

  async hasMoreThan(most: number, whose: Whose, since: number): Promise<boolean> {
    const statement =
      whose.hostId !== null ? IS_MORE_OF_HOST : whose.personId !== null ? IS_MORE_FOR_PERSON : IS_MORE;
    return (await this.db.query(statement, { ...whose, since, most })).length > 0;
  }

  /** The id that was given last, of a frame that is kept or removed; 0 before the first. */
  async newestId(): Promise<number> {
    const [row] = await this.db.query<{ id: number }>(
      'SELECT greatest((SELECT max(id) FROM realtime.feed), (SELECT up_to FROM realtime.forgotten)) AS id',
    );
    return row!.id;
  }

  async removedUpTo(): Promise<number> {
    const [row] = await this.db.query<{ id: number }>(`SELECT ${FORGOTTEN} AS id`, [this.oldestKept()]);
    return row!.id;
  }

  async removeExpired(): Promise<void> {
    await this.db.query(FORGET, [this.oldestKept()]);
  }

  private oldestKept(): Date {
    return new Date(this.clock.millis() - KEPT_MS);
  }
}
