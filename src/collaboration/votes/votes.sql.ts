import { columnList } from '../../platform/database/column-list.js';
import type { Visibility } from '../collaboration.events.js';
import type { CountedOption } from './vote-results.policy.js';
import { VOTE_COLUMNS, type Vote } from './vote.entity.js';

/** A vote with its options in their order, and the title of its event. */
export interface VoteWithOptions {
  vote: Vote;
  options: CountedOption[];
  eventTitle: string;
}

/** The same, to be told. */
export interface PublishableVote extends VoteWithOptions {
  openness: Visibility;
}

/** `v.event_id AS "eventId", …` */
export const voteColumns = (v: string): string => columnList(v, VOTE_COLUMNS);

/** SQL of a vote's options, in their order, as `CountedOption`s. */
export const optionsOf = (v: string): string => `
  (SELECT jsonb_agg(jsonb_build_object('id', o.id, 'text', o.text, 'ballots', o.ballots) ORDER BY o.position)
   FROM collaboration.vote_options o WHERE o.vote_id = ${v}.id)`;
