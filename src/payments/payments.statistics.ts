import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { decimalFrom } from '../shared/money.js';
import { StatisticsSource, type StatisticsPeriod } from '../platform/registries/statistics-source.js';

interface Row {
  date: string;
  currency: string;
  cents: number;
}

/** What is beside the currencies is of this one: different money is never added up. */
const CURRENCY = 'USD';

/** What was paid less what went back, by the day (UTC) on which the money moved. */
@Injectable()
export class PaymentsStatistics extends StatisticsSource {
  readonly section = 'revenue';

  constructor(private readonly db: Database) {
    super();
  }

  async statistics({ startOn, endOn }: StatisticsPeriod): Promise<object> {
    const rows = await this.db.queryReplica<Row>(
      `WITH moved AS (
         SELECT p.processed_at AS at, p.currency, p.amount_cents AS cents FROM payments.payments p
         WHERE p.status NOT IN ('pending', 'failed') AND p.processed_at IS NOT NULL
         UNION ALL
         SELECT c.processed_at, c.currency, c.amount_cents FROM payments.credit_purchases c
         WHERE c.status = 'completed'
         UNION ALL
         SELECT r.completed_at, p.currency, -r.amount_cents FROM payments.refunds r
         JOIN payments.payments p ON p.id = r.payment_id WHERE r.completed_at IS NOT NULL
       )
       SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS date, currency, sum(cents)::bigint AS cents
       FROM moved
       WHERE at >= $1::date::timestamp AT TIME ZONE 'UTC' AND at < ($2::date + 1)::timestamp AT TIME ZONE 'UTC'
       GROUP BY 1, 2 ORDER BY 1, 2`,
      [startOn, endOn],
    );
    const inCurrency = (currency: string) => {
      const days = rows.filter((row) => row.currency === currency);
      return {
        total: decimalFrom(days.reduce((sum, { cents }) => sum + cents, 0)),
        per_day: days.map(({ date, cents }) => ({ date, amount: decimalFrom(cents) })),
      };
    };
    const currencies = [...new Set(rows.map(({ currency }) => currency))].sort();
    return {
      ...inCurrency(CURRENCY),
      currency: CURRENCY,
      by_currency: Object.fromEntries(currencies.map((currency) => [currency, inCurrency(currency)])),
    };
  }
}
