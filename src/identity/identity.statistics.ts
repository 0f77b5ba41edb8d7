import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { StatisticsSource } from '../platform/registries/statistics-source.js';
import { Clock } from '../shared/clock.js';

const THIRTY_DAYS_MS = 30 * 24 * 3_600_000;

/** How many people there are; who is suspended or erased is not active. */
@Injectable()
export class IdentityStatistics extends StatisticsSource {
  readonly section = 'users';

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async statistics(): Promise<{ total: number; active: number; new_last_30_days: number }> {
    const [row] = await this.db.queryReplica<{ total: number; active: number; new_last_30_days: number }>(
      `SELECT count(*) AS total, count(*) FILTER (WHERE status IN ('active', 'pending_verification')) AS active,
         count(*) FILTER (WHERE joined_at > $1) AS new_last_30_days
       FROM identity.accounts WHERE status <> 'erased'`,
      [new Date(this.clock.millis() - THIRTY_DAYS_MS)],
    );
    return row!;
  }
}
