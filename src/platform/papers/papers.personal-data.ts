import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import type { Tx } from '../database/tx.js';
import { PersonalData } from '../registries/personal-data.js';
import { lockPapersOf } from './papers-lock.js';

const EXPORTED_AT_MOST = 10_000;

@Injectable()
export class PapersPersonalData extends PersonalData {
  constructor(private readonly db: Database) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const papers = await this.db.query(
      `SELECT key, keeping, drawn_at FROM platform.papers WHERE person_id = $1
       ORDER BY key LIMIT ${EXPORTED_AT_MOST}`,
      [personId],
    );
    return { papers };
  }

  /** Invoices and receipts stay: the law asks to keep them. */
  async erase(tx: Tx, personId: number): Promise<void> {
    await lockPapersOf(tx, personId);
    await tx.query(
      'INSERT INTO platform.paper_erasures (person_id) VALUES ($1) ON CONFLICT (person_id) DO NOTHING',
      [personId],
    );
    await tx.query(`DELETE FROM platform.papers WHERE person_id = $1 AND keeping <> 'by_law'`, [personId]);
  }
}
