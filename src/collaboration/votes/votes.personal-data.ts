import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { PersonalData } from '../../platform/registries/personal-data.js';

const EXPORTED_AT_MOST = 50_000;

/** Erasing keeps a ballot of what has ended in the count, and forgets whose it was. */
@Injectable()
export class VotesPersonalData extends PersonalData {
  /** After booking's, by which ballots of running votes leave. */
  override readonly order = 110;

  constructor(private readonly db: Database) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const votes = await this.db.query(
      `SELECT v.id, v.event_id, v.creator_id, v.title, v.description, v.multiple_choice, v.ends_at, v.ended_at,
         v.ballots, v.created_at, array(SELECT o.text FROM collaboration.vote_options o WHERE o.vote_id = v.id
           ORDER BY o.position)
         AS options
       FROM collaboration.votes v WHERE v.creator_id = $1 ORDER BY v.id LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    const ballots = await this.db.query(
      `SELECT b.id, b.vote_id, v.title, b.person_id, b.option_ids, b.cast_at,
         array(SELECT o.text FROM collaboration.vote_options o WHERE o.id = ANY(b.option_ids)
           ORDER BY o.position) AS options
       FROM collaboration.ballots b JOIN collaboration.votes v ON v.id = b.vote_id
       WHERE b.person_id = $1 ORDER BY b.id LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    return { votes, ballots };
  }

  async erase(tx: Tx, personId: number): Promise<void> {
    await tx.query('UPDATE collaboration.ballots SET person_id = NULL WHERE person_id = $1', [personId]);
  }
}
