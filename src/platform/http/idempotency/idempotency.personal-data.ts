import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/tx.js';
import { KeptAnswers, type KeptBody } from './kept-answers.js';
import { PersonalData } from '../../registries/personal-data.js';

@Injectable()
export class IdempotencyPersonalData extends PersonalData {
  constructor(
    private readonly db: Database,
    private readonly kept: KeptAnswers,
  ) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const rows = await this.db.query<KeptBody>(
      `SELECT route, key, status, shape, body, created_at FROM platform.idempotency_keys
       WHERE caller = $1 ORDER BY created_at LIMIT 10000`,
      [`user:${personId}`],
    );
    const requests = rows.map(({ shape, body, ...row }) => ({
      ...row,
      body: this.kept.answerOf({ shape, body }),
    }));
    return { idempotent_requests: requests };
  }

  async erase(tx: Tx, personId: number): Promise<void> {
    await tx.query('DELETE FROM platform.idempotency_keys WHERE caller = $1', [`user:${personId}`]);
  }
}
