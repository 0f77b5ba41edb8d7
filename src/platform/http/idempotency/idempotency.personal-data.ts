import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import type { Tx } from '../../database/tx.js';
import { PersonalData } from '../../registries/personal-data.js';

@Injectable()
export class IdempotencyPersonalData extends PersonalData {
  constructor(private readonly db: Database) {
    super();
  }

  async export(personId: number): Promise<Record<string, unknown>> {
    const rows = await this.db.query(
      `SELECT route, key, status, body, created_at FROM platform.idempotency_keys
       WHERE caller = $1 ORDER BY created_at LIMIT 10000`,
      [`user:${personId}`],
    );
    return { idempotent_requests: rows };
  }

  async erase(tx: Tx, personId: number): Promise<void> {
    await tx.query('DELETE FROM platform.idempotency_keys WHERE caller = $1', [`user:${personId}`]);
  }
}
