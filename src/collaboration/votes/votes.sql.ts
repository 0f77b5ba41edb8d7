import type { Visibility } from '../collaboration.events.js';
import type { CountedOption } from './vote-results.policy.js';
import type { Vote } from './vote.entity.js';

export interface VoteWithOptions {
  vote: Vote;
  options: CountedOption[];
  eventTitle: string;
}

export interface PublishableVote extends VoteWithOptions {
  visibility: Visibility;
}

export const optionsOf = (v: string): string => `
  (SELECT jsonb_agg(jsonb_build_object('id', o.id, 'text', o.text, 'ballots', o.ballots) ORDER BY o.position)
   FROM collaboration.vote_options o WHERE o.vote_id = ${v}.id)`;
