import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { StatisticsSource, type StatisticsPeriod } from '../platform/registries/statistics-source.js';
import { Clock } from '../shared/clock.js';

const COUNT = `
  SELECT count(*)::int AS total,
    count(*) FILTER (WHERE e.kind = 'gathering')::int AS gatherings,
    count(*) FILTER (WHERE e.kind = 'ticketed')::int AS ticketed,
    count(*) FILTER (WHERE e.state = 'draft')::int AS draft,
    count(*) FILTER (WHERE e.state = 'open' AND e.starts_at > $3)::int AS upcoming,
    count(*) FILTER (WHERE e.state = 'open' AND e.starts_at <= $3 AND e.ends_at > $3)::int AS ongoing,
    count(*) FILTER (WHERE e.state = 'open' AND e.ends_at <= $3)::int AS completed,
    count(*) FILTER (WHERE e.state = 'cancelled')::int AS cancelled
  FROM collaboration.events e
  WHERE e.deleted_at IS NULL AND e.starts_at >= $1::date::timestamp AT TIME ZONE 'UTC'
    AND e.starts_at < ($2::date + 1)::timestamp AT TIME ZONE 'UTC'`;

/** Events that start in the period. */
@Injectable()
export class CollaborationStatistics extends StatisticsSource {
  readonly section = 'events';

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async statistics({ startOn, endOn }: StatisticsPeriod): Promise<object> {
    const [row] = await this.db.queryReplica<object>(COUNT, [startOn, endOn, this.clock.now()]);
    return row!;
  }
}
