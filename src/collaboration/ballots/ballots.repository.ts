import { Injectable } from '@nestjs/common';
import { firmSeat, lockedSeat } from '../../booking/booking.api.js';
import { currentRequest } from '../../platform/context/request-context.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { BallotCast } from '../collaboration.events.js';
import { visibilityJson } from '../model/event.sql.js';
import { visibleTo } from '../model/event-visibility.rules.js';
import type { BallotSnapshot } from './ballot-refusal.policy.js';
import { AlreadyVoted } from './ballots.errors.js';

export interface BallotRequest {
  voteId: number;
  personId: number;
  isAdmin: boolean;
  /** Without repetition, in ascending order. */
  optionIds: number[];
  now: Date;
}

export interface CountedBallot {
  title: string;
  totalVotes: number;
}

// Locks are taken in one order: the seat, so that it cannot be given back meanwhile, then the vote's row, which
// lets one ballot in after the other, and none once its end is written.
const CAST = prepared(
  'collaboration-cast-ballot',
  `WITH seat AS MATERIALIZED (
     ${lockedSeat('event', '(SELECT of.event_id FROM collaboration.votes of WHERE of.id = $1)', '$2')}
   ), chosen AS (
     SELECT count(*) AS known FROM collaboration.vote_options o WHERE o.vote_id = $1
       AND o.id = ANY($3::bigint[])
   ), counted AS (
     UPDATE collaboration.votes AS v SET ballots = v.ballots + 1
     FROM collaboration.events e, chosen
     WHERE v.id = $1 AND e.id = v.event_id AND e.deleted_at IS NULL AND e.state <> 'cancelled'
       AND v.ended_at IS NULL AND v.ends_at > $4
       AND chosen.known = cardinality($3::bigint[]) AND (v.multiple_choice OR cardinality($3::bigint[]) = 1)
       AND ((SELECT count(*) FROM seat) > 0 OR e.organizer_id = $2)
       AND NOT EXISTS (SELECT FROM collaboration.ballots b WHERE b.vote_id = v.id AND b.person_id = $2)
     RETURNING v.id, v.event_id, v.title, v.ballots, ${visibilityJson('e')} AS visibility
   ), made AS (
     INSERT INTO collaboration.ballots (vote_id, person_id, option_ids, cast_at)
     SELECT counted.id, $2, $3::bigint[], $4 FROM counted
   ), added AS (
     UPDATE collaboration.vote_options AS o SET ballots = o.ballots + 1
     FROM counted WHERE o.vote_id = counted.id AND o.id = ANY($3::bigint[])
   ), published AS (
     INSERT INTO platform.outbox (name, payload, request_id)
     SELECT '${BallotCast.name}', jsonb_build_object('voteId', counted.id, 'eventId', counted.event_id,
       'title', counted.title, 'totalVotes', counted.ballots) || counted.visibility, $5 FROM counted
   )
   SELECT counted.title, counted.ballots AS "totalVotes" FROM counted`,
);

const SNAPSHOT = prepared(
  'collaboration-ballot-facts',
  `SELECT e.state = 'cancelled' AS "isCancelled", v.multiple_choice AS "multipleChoice",
     v.ended_at IS NOT NULL OR v.ends_at <= $4 AS "isOver",
     e.organizer_id = $2::bigint OR EXISTS (SELECT FROM booking.offer_bookings b WHERE b.kind = 'event'
       AND b.ref_id = e.id AND b.person_id = $2::bigint
       AND ${firmSeat.sql('b')}) AS "takesPart",
     (SELECT count(*)::integer FROM collaboration.vote_options o WHERE o.vote_id = v.id
       AND o.id = ANY($5::bigint[])) AS known,
     EXISTS (SELECT FROM collaboration.ballots b WHERE b.vote_id = v.id
       AND b.person_id = $2::bigint) AS "hasVoted"
   FROM collaboration.votes v JOIN collaboration.events e ON e.id = v.event_id
   WHERE v.id = $1 AND ${visibleTo.sql('e', '$2', '$3')}`,
);

@Injectable()
export class BallotsRepository {
  /** Null where nothing was counted. Refuses a second one at the same time with `AlreadyVoted`. */
  async cast(tx: Tx, { voteId, personId, optionIds, now }: BallotRequest): Promise<CountedBallot | null> {
    const requestId = currentRequest()?.requestId ?? null;
    try {
      const [counted] = await tx.query<CountedBallot>(CAST, [voteId, personId, optionIds, now, requestId]);
      return counted ?? null;
    } catch (error) {
      if (violates(error, 'ballots_one_per_person')) throw new AlreadyVoted();
      throw error;
    }
  }

  /** What decides why a ballot was not counted; null where the vote is not the caller's to see. */
  async snapshot(source: Pick<Tx, 'query'>, asked: BallotRequest): Promise<BallotSnapshot | null> {
    const { voteId, personId, isAdmin, now, optionIds } = asked;
    const [snapshot] = await source.query<BallotSnapshot>(SNAPSHOT, [
      voteId,
      personId,
      isAdmin,
      now,
      optionIds,
    ]);
    return snapshot ?? null;
  }
}
