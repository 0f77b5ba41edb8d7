import { Injectable } from '@nestjs/common';
import { Clock } from '../../shared/clock.js';
import { Database } from '../database/database.js';
import { Every } from '../schedule/every.js';

const MINUTE_MS = 60_000;
const KEPT_FOR_MS = 30 * 24 * 60 * MINUTE_MS;
const FORGOTTEN_AT_ONCE = 500;

@Injectable()
export class PapersProcessor {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  @Every(MINUTE_MS)
  async forget(): Promise<void> {
    await this.db.query(
      `DELETE FROM platform.papers WHERE key IN
         (SELECT key FROM platform.papers WHERE keeping = 'drawn' AND drawn_at < $1
          ORDER BY drawn_at LIMIT $2)`,
      [new Date(this.clock.millis() - KEPT_FOR_MS), FORGOTTEN_AT_ONCE],
    );
  }
}
