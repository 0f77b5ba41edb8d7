import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { PersonalData } from '../../platform/registries/personal-data.js';

const EXPORTED_AT_MOST = 10_000;

@Injectable()
export class TicketingPersonalData extends PersonalData {
  constructor(private readonly db: Database) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const announcements = await this.db.query(
      `SELECT id, event_id, subject, message, created_at FROM collaboration.announcements
       WHERE author_id = $1 ORDER BY id LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    return { announcements };
  }

  /** They were delivered long ago; nothing else needs them. */
  async erase(tx: Tx, personId: number): Promise<void> {
    await tx.query('DELETE FROM collaboration.announcements WHERE author_id = $1', [personId]);
  }
}
