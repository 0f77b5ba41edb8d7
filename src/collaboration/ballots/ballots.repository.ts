import { Injectable } from '@nestjs/common';
import { firmSeat, lockedSeat } from '../../booking/booking.api.js';
import { currentRequest } from '../../platform/context/request-context.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { instantSql, jsonSql, publishSql } from '../../platform/events/payload-sql.js';
import { BallotCast, type CountedVote } from '../collaboration.events.js';
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

const EVENT_OF_VOTE = '(SELECT of.event_id FROM collaboration.votes of WHERE of.id = $voteId)';

const TELLS = `v.ballots = (SELECT s.ballots FROM collaboration.votes s WHERE s.id = $voteId)
  AND (v.told_at IS NULL OR v.told_at <= $now::timestamptz - interval '1 second')`;

const VISIBILITY = {
  openTo: `counted.visibility->'openTo'`,
  organizerId: `counted.visibility->'organizerId'`,
};

const OPTION = jsonSql<CountedVote['options'][number]>({
  id: 'o.id',
  text: 'o.text',
  ballots: 'o.ballots + (o.id = ANY($optionIds::bigint[]))::integer',
});

/** With the ballot that is being cast. */
const COUNTED = jsonSql<CountedVote>({
  ...VISIBILITY,
  id: 'counted.id',
  eventId: 'counted.event_id',
  eventTitle: 'counted.event_title',
  title: 'counted.title',
  description: 'counted.description',
  status: `'active'`,
  creatorId: 'counted.creator_id',
  multipleChoice: 'counted.multiple_choice',
  endsAt: instantSql('counted.ends_at'),
  createdAt: instantSql('counted.created_at'),
  options: `(SELECT jsonb_agg(${OPTION} ORDER BY o.position)
    FROM collaboration.vote_options o WHERE o.vote_id = counted.id)`,
});

const PAYLOAD = {
  ...VISIBILITY,
  voteId: 'counted.id',
  eventId: 'counted.event_id',
  title: 'counted.title',
  totalVotes: 'counted.ballots',
  counted: `CASE WHEN counted.told_ballots = counted.ballots THEN ${COUNTED} END`,
};

// Locks are taken in one order: the seat, so that it cannot be given back meanwhile, then the vote's row, which
// lets one ballot in after the other, and none once its end is written.
//
// Results go out with the ballot where the last ones are a second old. Who waited for the vote's row leaves
// them to the sweep: the counts of other options are still those of the statement's start.
const CAST = prepared(
  'collaboration-cast-ballot',
  `WITH seat AS MATERIALIZED (
     ${lockedSeat('event', EVENT_OF_VOTE, '$personId')}
   ), chosen AS (
     SELECT count(*) AS known FROM collaboration.vote_options o WHERE o.vote_id = $voteId
       AND o.id = ANY($optionIds::bigint[])
   ), counted AS (
     UPDATE collaboration.votes AS v SET ballots = v.ballots + 1,
       told_ballots = CASE WHEN ${TELLS} THEN v.ballots + 1 ELSE v.told_ballots END,
       told_at = CASE WHEN ${TELLS} THEN $now::timestamptz ELSE v.told_at END
     FROM collaboration.events e, chosen
     WHERE v.id = $voteId AND e.id = v.event_id AND e.deleted_at IS NULL AND e.state <> 'cancelled'
       AND v.ended_at IS NULL AND v.ends_at > $now::timestamptz
       AND chosen.known = cardinality($optionIds::bigint[])
       AND (v.multiple_choice OR cardinality($optionIds::bigint[]) = 1)
       AND ((SELECT count(*) FROM seat) > 0 OR e.organizer_id = $personId)
       AND NOT EXISTS (SELECT FROM collaboration.ballots b WHERE b.vote_id = v.id AND b.person_id = $personId)
     RETURNING v.*, e.title AS event_title, ${visibilityJson('e')} AS visibility
   ), made AS (
     INSERT INTO collaboration.ballots (vote_id, person_id, option_ids, cast_at)
     SELECT counted.id, $personId, $optionIds::bigint[], $now::timestamptz FROM counted
   ), added AS (
     UPDATE collaboration.vote_options AS o SET ballots = o.ballots + 1
     FROM counted WHERE o.vote_id = counted.id AND o.id = ANY($optionIds::bigint[])
   ), published AS (
     ${publishSql(BallotCast, PAYLOAD, 'FROM counted')}
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
      const [counted] = await tx.query<CountedBallot>(CAST, {
        ...{ voteId, personId, optionIds, now, requestId },
      });
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
