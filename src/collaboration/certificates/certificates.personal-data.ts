import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { PersonalData } from '../../platform/registries/personal-data.js';

const EXPORTED_AT_MOST = 10_000;

@Injectable()
export class CertificatesPersonalData extends PersonalData {
  constructor(private readonly db: Database) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const certificates = await this.db.query(
      `SELECT id, event_id, event_title, event_starts_at, event_ends_at, certificate_number, minutes,
         skill_tags, issued_at, downloaded_at, withdrawn_at
       FROM collaboration.certificates WHERE person_id = $1 ORDER BY id LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    return { certificates };
  }

  /** It holds no name: who has its number still learns that it is genuine, and no longer whose it was. */
  async erase(tx: Tx, personId: number): Promise<void> {
    await tx.query(`UPDATE collaboration.certificates SET downloaded_at = NULL WHERE person_id = $1`, [
      personId,
    ]);
  }
}
