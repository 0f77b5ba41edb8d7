import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { PersonalData } from '../../platform/registries/personal-data.js';
import { Clock } from '../../shared/clock.js';

const EXPORTED_AT_MOST = 10_000;

@Injectable()
export class CertificatesPersonalData extends PersonalData {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const certificates = await this.db.query(
      `SELECT id, event_id, event_title, event_starts_at, event_ends_at, event_timezone, certificate_number,
         holder_name, organizer_name, minutes, skill_tags, issued_at, downloaded_at, withdrawn_at
       FROM collaboration.certificates WHERE person_id = $1 ORDER BY id LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    return { certificates };
  }

  /** Withdrawn, with the name on it; its file goes with all papers of the person. */
  async erase(tx: Tx, personId: number): Promise<void> {
    await tx.query(
      `UPDATE collaboration.certificates SET withdrawn_at = coalesce(withdrawn_at, $2), holder_name = '',
         downloaded_at = NULL WHERE person_id = $1`,
      [personId, this.clock.now()],
    );
  }
}
