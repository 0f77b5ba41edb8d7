import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { PersonalData } from '../../platform/registries/personal-data.js';

/** That somebody went to a provider of calendars; what goes with them stays secret. */
@Injectable()
export class OAuthStatesPersonalData extends PersonalData {
  constructor(private readonly db: Database) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const sql = `SELECT provider, expires_at FROM integrations.oauth_states
      WHERE owner_id = $1 ORDER BY expires_at`;
    return { calendar_permissions_asked_for: await this.db.query(sql, [personId]) };
  }

  async erase(tx: Tx, personId: number): Promise<void> {
    await tx.query('DELETE FROM integrations.oauth_states WHERE owner_id = $1', [personId]);
  }
}
