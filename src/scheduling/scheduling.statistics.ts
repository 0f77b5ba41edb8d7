import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { StatisticsSource, type StatisticsPeriod } from '../platform/registries/statistics-source.js';

const COUNT = `
  SELECT count(*)::int AS total, count(*) FILTER (WHERE s.taken > 0)::int AS booked,
    coalesce(round(sum(s.taken)::numeric / nullif(sum(s.capacity), 0), 4), 0)::float AS utilisation
  FROM scheduling.timeslots t JOIN booking.offer_seats s ON s.kind = 'slot' AND s.ref_id = t.id
  WHERE t.deleted_at IS NULL AND t.starts_at >= $1::date::timestamp AT TIME ZONE 'UTC'
    AND t.starts_at < ($2::date + 1)::timestamp AT TIME ZONE 'UTC'`;

/** Slots that start in the period, those booked by somebody, and the share of seats taken (0 to 1). */
@Injectable()
export class SchedulingStatistics extends StatisticsSource {
  readonly section = 'slots';

  constructor(private readonly db: Database) {
    super();
  }

  async statistics({ startOn, endOn }: StatisticsPeriod): Promise<object> {
    const [row] = await this.db.queryReplica<object>(COUNT, [startOn, endOn]);
    return row!;
  }
}
