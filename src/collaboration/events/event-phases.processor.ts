import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { Every } from '../../platform/schedule/every.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { EventCompleted, EventStarted } from '../collaboration.events.js';
import { EventSnapshotQueries } from '../model/event-snapshot.queries.js';
import { joinSeats, rowColumns, toEventRow, type RawEventRow } from '../model/event.sql.js';

const EVERY_MS = 5_000;
const BATCH_SIZE = 200;

const waiting = (phase: 'ahead' | 'ongoing', due: string, now: string) =>
  `e.state = 'open' AND e.phase = '${phase}' AND e.deleted_at IS NULL AND ${due} <= ${now}`;

/** Skips what is locked: it comes with the next run. */
const moveStatement = (from: 'ahead' | 'ongoing', to: 'ongoing' | 'over', due: string) =>
  prepared(
    `collaboration-move-${to}`,
    `WITH due AS (
       SELECT e.id FROM collaboration.events e
       WHERE ${waiting(from, due, '$now')}
       ORDER BY ${due} LIMIT $limit FOR NO KEY UPDATE SKIP LOCKED
     ), moved AS (
       UPDATE collaboration.events e SET phase = '${to}' FROM due WHERE e.id = due.id AND e.phase = '${from}'
         RETURNING e.*
     )
     SELECT ${rowColumns('e', 's', 'NULL')} FROM moved e ${joinSeats('e', 's')} ORDER BY e.id`,
  );

const STEPS = [
  { statement: moveStatement('ahead', 'ongoing', 'e.starts_at'), type: EventStarted },
  { statement: moveStatement('ongoing', 'over', 'e.ends_at'), type: EventCompleted },
];

const DUE = `
  EXISTS (SELECT FROM collaboration.events e WHERE ${waiting('ahead', 'e.starts_at', '$now')})
  OR EXISTS (SELECT FROM collaboration.events e WHERE ${waiting('ongoing', 'e.ends_at', '$now')})`;

/** Publishes once of each open event that it has started, and that it is over. */
@Injectable()
export class EventPhasesProcessor {
  constructor(
    private readonly db: Database,
    private readonly snapshots: EventSnapshotQueries,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Starts before ends: an event that is over before anybody looked has both. */
  @Every(EVERY_MS, DUE)
  async move(signal?: AbortSignal): Promise<void> {
    for (const step of STEPS) {
      while ((await this.batch(step)) === BATCH_SIZE && !signal?.aborted);
    }
  }

  private batch({ statement, type }: (typeof STEPS)[number]): Promise<number> {
    return this.db.transaction(async (tx) => {
      const rows = await tx.query<RawEventRow>(statement, { now: this.clock.now(), limit: BATCH_SIZE });
      const payloads = rows.map(toEventRow).map(({ event, taken }) => this.snapshots.of(event, taken));
      await this.outbox.publishMany(tx, type, payloads);
      return rows.length;
    });
  }
}
