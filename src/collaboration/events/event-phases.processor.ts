import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { JobHandler, type RunningJob } from '../../platform/engine/ports/job-handler.js';
import { JobQueue } from '../../platform/engine/ports/job-queue.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { EventCompleted, EventStarted } from '../collaboration.events.js';
import { EventSnapshotQueries } from '../model/event-snapshot.queries.js';
import { joinSeats, rowColumns, toEventRow, type RawEventRow } from '../model/event.sql.js';

const MOVE = 'collaboration.move_events';
const EVERY_MS = 5_000;
const BATCH_SIZE = 200;

/** Skips what is locked: it comes with the next run. */
const moveStatement = (from: 'ahead' | 'ongoing', to: 'ongoing' | 'over', due: string) =>
  prepared(
    `collaboration-move-${to}`,
    `WITH due AS (
       SELECT e.id FROM collaboration.events e
       WHERE e.state = 'open' AND e.phase = '${from}' AND e.deleted_at IS NULL AND ${due} <= $1
       ORDER BY ${due} LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED
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

/** Publishes once of each open event that it has started, and that it is over. */
@Injectable()
export class EventPhasesProcessor implements OnApplicationBootstrap {
  constructor(
    private readonly db: Database,
    private readonly snapshots: EventSnapshotQueries,
    private readonly outbox: Outbox,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.runsJobs) await this.jobs.repeat(MOVE, EVERY_MS);
  }

  /** Starts before ends: an event that is over before anybody looked has both. */
  @JobHandler(MOVE, { concurrency: 1 })
  async move(_: object = {}, job?: Pick<RunningJob, 'signal'>): Promise<void> {
    for (const step of STEPS) {
      while ((await this.batch(step)) === BATCH_SIZE && !job?.signal.aborted);
    }
  }

  private batch({ statement, type }: (typeof STEPS)[number]): Promise<number> {
    return this.db.transaction(async (tx) => {
      const rows = await tx.query<RawEventRow>(statement, [this.clock.now(), BATCH_SIZE]);
      const payloads = rows.map(toEventRow).map(({ event, taken }) => this.snapshots.of(event, taken));
      await this.outbox.publishMany(tx, type, payloads);
      return rows.length;
    });
  }
}
