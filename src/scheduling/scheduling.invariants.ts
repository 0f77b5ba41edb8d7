import { Injectable } from '@nestjs/common';
import { InvariantSource, type Invariant } from '../platform/registries/invariant-source.js';

@Injectable()
export class SchedulingInvariants extends InvariantSource {
  invariants(): Invariant[] {
    return [
      {
        name: 'skills_differ_from_their_number',
        sql: `SELECT x.person_id, x.skills, s.owner_id, s.counted FROM scheduling.experts x
          FULL JOIN (SELECT owner_id, count(*) AS counted FROM scheduling.user_skills GROUP BY owner_id) s
            ON s.owner_id = x.person_id
          WHERE coalesce(x.skills, 0) <> coalesce(s.counted, 0)`,
      },
    ];
  }
}
