import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Every } from '../../platform/schedule/every.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { VoteEnded, VoteResultsChanged } from '../collaboration.events.js';
import { toVoteResultsSnapshot } from './vote-snapshot.rules.js';
import { VotesRepository } from './votes.repository.js';

const EVERY_MS = 1_000;
const PUBLISHED_AT_MOST_EVERY_MS = 1_000;
const BATCH_SIZE = 200;

const DUE = `
  EXISTS (SELECT FROM collaboration.votes WHERE ended_at IS NULL AND ends_at <= $now)
  OR EXISTS (SELECT FROM collaboration.votes WHERE ended_at IS NULL AND ballots <> told_ballots)`;

/**
 * Ends votes whose time has come, each exactly once, and publishes results that no ballot brought along, at
 * most once a second for each. A vote is read again once its row is locked, since ballots counted meanwhile are
 * not in the first snapshot.
 */
@Injectable()
export class VotesProcessor {
  constructor(
    private readonly db: Database,
    private readonly votes: VotesRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  @Every(EVERY_MS, DUE)
  async follow(signal?: AbortSignal): Promise<void> {
    while ((await this.endDue()) === BATCH_SIZE && !signal?.aborted);
    while ((await this.publishResults()) === BATCH_SIZE && !signal?.aborted);
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
