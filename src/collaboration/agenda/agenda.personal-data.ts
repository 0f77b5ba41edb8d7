import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { PersonalData } from '../../platform/registries/personal-data.js';

const EXPORTED_AT_MOST = 10_000;

@Injectable()
export class AgendaPersonalData extends PersonalData {
  constructor(private readonly db: Database) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const talks = await this.db.query(
      `SELECT s.id, s.event_id, e.title AS event_title, s.title, s.description, s.starts_at, s.ends_at,
         s.speaker_name, s.room_or_link, s.created_at, s.updated_at
       FROM collaboration.sessions s JOIN collaboration.events e ON e.id = s.event_id
       WHERE s.speaker_id = $1 ORDER BY s.id LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    return { talks };
  }

  /** The sessions stay without their speaker: they are the organizer's. */
  async erase(tx: Tx, personId: number): Promise<void> {
    await tx.query(
      `UPDATE collaboration.sessions SET speaker_id = NULL, speaker_name = '' WHERE speaker_id = $1`,
      [personId],
    );
  }
}
