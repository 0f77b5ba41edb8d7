import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { Unavailable } from '../../shared/errors.js';
import { ballotRefusal } from './ballot-refusal.policy.js';
import { toUserVote, type BallotCastResponse } from './ballots.dto.js';
import { BallotsRepository, type BallotRequest } from './ballots.repository.js';

/** Unwinds an attempt that counted nothing, so that a claimed `Idempotency-Key` is free again. */
class NotCounted extends Error {}

const ATTEMPTS = 3;

/** Takes the ballots of those who take part in an event. */
@Injectable()
export class BallotsService {
  constructor(
    private readonly db: Database,
    private readonly ballots: BallotsRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses with `NotFound`, 403 `SEAT_REQUIRED` and `VOTING_ENDED`, `InvalidInput` for wrong options, 400
   * `ALREADY_VOTED`, and `EventEnded` once the event is cancelled.
   */
  async cast(caller: Caller, voteId: number, optionIds: number[]): Promise<BallotCastResponse> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const ballot = { voteId, personId: caller.id, isAdmin: caller.isAdmin, optionIds, now: this.clock.now() };
      const counted = await this.tryToCast(ballot);
      if (counted) return counted;
      const refusal = ballotRefusal(await this.ballots.snapshot(this.db, ballot), optionIds.length);
      if (refusal) throw refusal;
    }
    throw new Unavailable();
  }

  private async tryToCast(ballot: BallotRequest): Promise<BallotCastResponse | null> {
    try {
      return await this.db.single(async (tx) => {
        const counted = await this.ballots.cast(tx, ballot);
        if (!counted) throw new NotCounted();
        this.outbox.announce(tx);
        const user_vote = toUserVote(ballot.optionIds, ballot.now);
        const { title, totalVotes: total_votes } = counted;
        return {
          message: 'Vote cast successfully',
          vote: { id: ballot.voteId, title, user_vote, total_votes },
        };
      });
    } catch (error) {
      if (error instanceof NotCounted) return null;
      throw error;
    }
  }
}
