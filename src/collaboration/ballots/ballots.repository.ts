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

// Votes are locked as by a ballot, before their options, and by a statement of its own: what follows must see
// what was counted while it waited.
const LOCK_OPEN = `SELECT v.id FROM collaboration.votes v
  WHERE v.event_id = ANY($eventIds::bigint[]) AND v.ended_at IS NULL AND v.ends_at > $at AND EXISTS (
    SELECT FROM collaboration.ballots b WHERE b.vote_id = v.id AND b.person_id = $personId)
  ORDER BY v.id FOR UPDATE`;

/** No count is ever told as -1, so the sweep tells what there is now. */
const TAKE_BACK = `
  WITH removed AS (
    DELETE FROM collaboration.ballots b WHERE b.vote_id = ANY($votes::bigint[]) AND b.person_id = $personId
    RETURNING b.vote_id, b.option_ids
  ), counted AS (
    UPDATE collaboration.votes v SET ballots = v.ballots - 1, told_ballots = -1
    FROM removed WHERE v.id = removed.vote_id
  )
  UPDATE collaboration.vote_options o SET ballots = o.ballots - 1
  FROM removed WHERE o.vote_id = removed.vote_id AND o.id = ANY(removed.option_ids)`;

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

  /** Removes the person's ballots of the votes that still run. For who has locked the person's seats. */
  async takeBack(tx: Tx, eventIds: number[], personId: number, at: Date): Promise<void> {
    const open = await tx.query<{ id: number }>(LOCK_OPEN, { eventIds, personId, at });
    if (open.length === 0) return;
    await tx.query(TAKE_BACK, { votes: open.map(({ id }) => id), personId });
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
