import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import type { Preference, PreferenceChoice } from './preference.entity.js';

type OwnedChoice = PreferenceChoice & Pick<Preference, 'personId'>;

const CHOSEN = prepared(
  'messaging-preferences-chosen',
  `SELECT person_id AS "personId", kind, channel, enabled FROM messaging.preferences
   WHERE person_id = ANY($1::bigint[])`,
);

const KEEP = prepared(
  'messaging-preferences-keep',
  `INSERT INTO messaging.preferences (person_id, kind, channel, enabled, updated_at)
   SELECT $1, c.kind, c.channel, c.enabled, $3
   FROM json_to_recordset($2::json) AS c (kind text, channel text, enabled boolean) ORDER BY 2, 3
   ON CONFLICT ON CONSTRAINT preferences_pkey DO UPDATE
     SET enabled = excluded.enabled, updated_at = excluded.updated_at`,
);

/** What people chose, and nothing of what they left as it was. */
@Injectable()
export class PreferencesRepository {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  chosenBy(personIds: number[], source: Pick<Tx, 'query'> = this.db): Promise<OwnedChoice[]> {
    return source.query<OwnedChoice>(CHOSEN, [personIds]);
  }

  async keep(tx: Tx, personId: number, choices: PreferenceChoice[]): Promise<void> {
    await tx.query(KEEP, [personId, JSON.stringify(choices), this.clock.now()]);
  }
}
