import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { StatisticsSource, type StatisticsPeriod } from '../platform/registries/statistics-source.js';
import { Clock } from '../shared/clock.js';

const THIRTY_DAYS_MS = 30 * 24 * 3_600_000;

interface Counts {
  total: number;
  active: number;
  new_last_30_days: number;
}

/** How many people there are; who is suspended or erased is not active. New ones are counted by day (UTC). */
@Injectable()
export class IdentityStatistics extends StatisticsSource {
  readonly section = 'users';

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async statistics({ startOn, endOn }: StatisticsPeriod): Promise<object> {
    const [row] = await this.db.queryReplica<Counts>(
      `SELECT count(*) AS total, count(*) FILTER (WHERE status IN ('active', 'pending_verification')) AS active,
         count(*) FILTER (WHERE joined_at > $1) AS new_last_30_days
       FROM identity.accounts WHERE status <> 'erased'`,
      [new Date(this.clock.millis() - THIRTY_DAYS_MS)],
    );
    const perDay = await this.db.queryReplica<{ date: string; count: number }>(
      `SELECT to_char(joined_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS date, count(*)::integer AS count
       FROM identity.accounts
       WHERE status <> 'erased' AND joined_at >= $1::date::timestamp AT TIME ZONE 'UTC'
         AND joined_at < ($2::date + 1)::timestamp AT TIME ZONE 'UTC' GROUP BY 1 ORDER BY 1`,
      [startOn, endOn],
    );
    const inPeriod = perDay.reduce((sum, { count }) => sum + count, 0);
    return { ...row!, new_in_period: inPeriod, per_day: perDay };
  }
}
