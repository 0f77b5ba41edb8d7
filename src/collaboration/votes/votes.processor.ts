import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { JobHandler, type RunningJob } from '../../platform/engine/ports/job-handler.js';
import { JobQueue } from '../../platform/engine/ports/job-queue.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { VoteEnded, VoteResultsChanged } from '../collaboration.events.js';
import { toVoteResultsSnapshot } from './vote-snapshot.rules.js';
import { VotesRepository } from './votes.repository.js';

const FOLLOW = 'collaboration.follow_votes';
const EVERY_MS = 1_000;
const PUBLISHED_AT_MOST_EVERY_MS = 1_000;
const BATCH_SIZE = 200;

/**
 * Ends votes whose time has come, each exactly once, and publishes changed results, at most once a second for
 * each. A vote is read again once its row is locked, since ballots counted meanwhile are not in the first
 * snapshot.
 */
@Injectable()
export class VotesProcessor implements OnApplicationBootstrap {
  constructor(
    private readonly db: Database,
    private readonly votes: VotesRepository,
    private readonly outbox: Outbox,
    private readonly jobs: JobQueue,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.runsJobs) await this.jobs.repeat(FOLLOW, EVERY_MS);
  }

  @JobHandler(FOLLOW, { concurrency: 1 })
  async follow(_: object, job?: Pick<RunningJob, 'signal'>): Promise<void> {
    while ((await this.endDue()) === BATCH_SIZE && !job?.signal.aborted);
    while ((await this.publishResults()) === BATCH_SIZE && !job?.signal.aborted);
  }

  private endDue(): Promise<number> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const ids = await this.votes.endDue(tx, now, BATCH_SIZE);
      const ended = (await this.votes.currentResults(tx, ids)).map((vote) => ({
        ...toVoteResultsSnapshot(vote, now),
        actorId: null,
      }));
      await this.outbox.publishMany(tx, VoteEnded, ended);
      return ids.length;
    });
  }

  private publishResults(): Promise<number> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const ids = await this.votes.claimChangedResults(
        tx,
        now,
        new Date(now.getTime() - PUBLISHED_AT_MOST_EVERY_MS),
        BATCH_SIZE,
      );
      const results = (await this.votes.currentResults(tx, ids)).map((vote) =>
        toVoteResultsSnapshot(vote, now),
      );
      await this.outbox.publishMany(tx, VoteResultsChanged, results);
      return ids.length;
    });
  }
}
