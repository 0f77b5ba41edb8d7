import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { toEntity } from '../../platform/database/column-list.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { Forbidden, NotFound } from '../../shared/errors.js';
import { VoteCreated, VoteDeleted, VoteEnded } from '../collaboration.events.js';
import { ParticipantAccess } from '../participation/participant.access.js';
import { toVoteSnapshot, toVoteResultsSnapshot } from './vote-snapshot.rules.js';
import { Vote } from './vote.entity.js';
import {
  type VoteDetailsResponse,
  type VoteRequest,
  type VoteResultsResponse,
  toVoteDetails,
  toVoteResults,
} from './votes.dto.js';
import { VoteHasBallots, VoteOver } from './votes.errors.js';
import { VotesRepository } from './votes.repository.js';
import type { PublishableVote } from './votes.sql.js';

/** What those who take part in an event do with its votes. All refuse as `ParticipantAccess` does. */
@Injectable()
export class VotesService {
  constructor(
    private readonly db: Database,
    private readonly votes: VotesRepository,
    private readonly access: ParticipantAccess,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Refuses a bad end and options that are alike with `InvalidInput`. */
  create(caller: Caller, request: VoteRequest): Promise<VoteDetailsResponse> {
    return this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const event = await this.access.requireParticipantFromField(tx, request.event, caller);
      const { title, description, multiple_choice: multipleChoice, ends_at: endsAt } = request;
      const texts = request.options.map(({ text }) => text);
      const plan = { eventId: event.id, creatorId: caller.id, title, description, multipleChoice, endsAt };
      const planned = Vote.create(plan, texts, now);
      const { id, options } = await this.votes.insert(tx, planned, texts);
      const opened = {
        vote: toEntity(Vote, { ...planned, id }),
        options,
        eventTitle: event.title,
        visibility: event,
      };
      await this.outbox.publish(tx, VoteCreated, toVoteSnapshot(opened, now));
      const { username, fullName } = caller;
      const people = new Map([[caller.id, { id: caller.id, username, firstName: '', lastName: '', fullName }]]);
      return toVoteDetails({ ...opened, eventDate: event.startsAt, own: null }, people, now);
    });
  }

  /** For its creator, others are `Forbidden`; 409 `VOTE_OVER` when it has ended. */
  end(caller: Caller, id: number): Promise<VoteResultsResponse> {
    return this.db.transaction(async (tx) => {
      await this.requireOwn(tx, id, caller);
      const now = this.clock.now();
      if (!(await this.votes.end(tx, id, now))) throw new VoteOver();
      const ended = await this.currentResult(tx, id);
      await this.outbox.publish(tx, VoteEnded, { ...toVoteResultsSnapshot(ended, now), actorId: caller.id });
      return toVoteResults(ended, now);
    });
  }

  /** For its creator, others are `Forbidden`; 409 `VOTE_HAS_BALLOTS` after the first ballot. */
  delete(caller: Caller, id: number): Promise<void> {
    return this.db.transaction(async (tx) => {
      await this.requireOwn(tx, id, caller);
      await this.votes.lock(tx, id);
      const opened = await this.currentResult(tx, id);
      if (!(await this.votes.delete(tx, id))) throw new VoteHasBallots();
      const endWasTold = opened.vote.endedAt !== null;
      const facts = toVoteSnapshot(opened, this.clock.now());
      await this.outbox.publish(tx, VoteDeleted, { ...facts, actorId: caller.id, endWasTold });
    });
  }

  private async requireOwn(tx: Tx, id: number, caller: Caller): Promise<void> {
    const { eventId, creatorId } = await this.votes.originOf(tx, id);
    await this.access.requireParticipant(tx, eventId, caller, 'The vote');
    if (creatorId !== caller.id) throw new Forbidden('Only its creator ends or deletes a vote.');
  }

  private async currentResult(tx: Tx, id: number): Promise<PublishableVote> {
    const [vote] = await this.votes.currentResults(tx, [id]);
    if (!vote) throw new NotFound('The vote');
    return vote;
  }
}
