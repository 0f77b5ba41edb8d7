import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { StatisticsSource, type StatisticsPeriod } from '../platform/registries/statistics-source.js';
import { Clock } from '../shared/clock.js';
import { statusAt } from './model/booking-clock.rules.js';

interface Row {
  date: string;
  kind: string;
  status: string;
  count: number;
}

@Injectable()
export class BookingStatistics extends StatisticsSource {
  readonly section = 'bookings';

  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  async statistics({ startOn, endOn }: StatisticsPeriod): Promise<object> {
    const rows = await this.db.queryReplica<Row>(
      `SELECT to_char(registered_at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS date, kind,
         ${statusAt.sql('b', '$3::timestamptz')} AS status, count(*)::integer AS count
       FROM booking.bookings b
       WHERE registered_at >= $1::date::timestamp AT TIME ZONE 'UTC'
         AND registered_at < ($2::date + 1)::timestamp AT TIME ZONE 'UTC'
       GROUP BY 1, 2, 3 ORDER BY 1`,
      [startOn, endOn, this.clock.now()],
    );
    const summed = (key: 'date' | 'kind' | 'status') => {
      const sums = new Map<string, number>();
      for (const row of rows) sums.set(row[key], (sums.get(row[key]) ?? 0) + row.count);
      return sums;
    };
    return {
      total: rows.reduce((total, { count }) => total + count, 0),
      by_kind: Object.fromEntries(summed('kind')),
      by_status: Object.fromEntries(summed('status')),
      per_day: [...summed('date')].map(([date, count]) => ({
        date,
        count,
        ...splitBy(rows.filter((row) => row.date === date)),
      })),
    };
  }
}

function splitBy(rows: readonly Row[]): { by_kind: Record<string, number>; cancelled: number } {
  const byKind: Record<string, number> = {};
  let cancelled = 0;
  for (const { kind, status, count } of rows) {
    byKind[kind] = (byKind[kind] ?? 0) + count;
    if (status === 'cancelled') cancelled += count;
  }
  return { by_kind: byKind, cancelled };
}
