import { Injectable } from '@nestjs/common';
import { InvariantSource, type Invariant } from '../../platform/registries/invariant-source.js';

/** What must hold of votes at any time, whoever writes. */
export const VOTE_INVARIANTS: readonly Invariant[] = [
  {
    name: 'two_ballots_of_one_person',
    sql: `SELECT vote_id, person_id FROM collaboration.ballots WHERE person_id IS NOT NULL
      GROUP BY vote_id, person_id HAVING count(*) > 1`,
  },
  {
    name: 'votes_differ_from_ballots',
    sql: `SELECT v.id, v.ballots, count(b.id) AS cast FROM collaboration.votes v
      LEFT JOIN collaboration.ballots b ON b.vote_id = v.id GROUP BY v.id HAVING v.ballots <> count(b.id)`,
  },
  {
    name: 'options_differ_from_ballots',
    sql: `SELECT o.id, o.ballots, count(chosen.option_id) AS chosen FROM collaboration.vote_options o
      LEFT JOIN (SELECT b.vote_id, unnest(b.option_ids) AS option_id FROM collaboration.ballots b) chosen
        ON chosen.option_id = o.id AND chosen.vote_id = o.vote_id
      GROUP BY o.id HAVING o.ballots <> count(chosen.option_id)`,
  },
  {
    name: 'ballots_for_no_option',
    sql: `SELECT b.id FROM collaboration.ballots b JOIN collaboration.votes v ON v.id = b.vote_id
      WHERE (SELECT count(DISTINCT o.id) FROM collaboration.vote_options o
        WHERE o.vote_id = b.vote_id AND o.id = ANY(b.option_ids)) <> cardinality(b.option_ids)
      OR (NOT v.multiple_choice AND cardinality(b.option_ids) > 1)`,
  },
];

@Injectable()
export class VoteInvariants extends InvariantSource {
  invariants(): Invariant[] {
    return [...VOTE_INVARIANTS];
  }
}
