import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../identity/identity.api.js';
import { Database } from '../platform/database/database.js';
import { StatisticsSource, type StatisticsPeriod } from '../platform/registries/statistics-source.js';
import { Clock } from '../shared/clock.js';
import { decimalFrom } from '../shared/money.js';

const COUNT = `
  SELECT count(*) FILTER (WHERE period.has)::int AS total,
    count(*) FILTER (WHERE period.has AND e.kind = 'gathering')::int AS gatherings,
    count(*) FILTER (WHERE period.has AND e.kind = 'ticketed')::int AS ticketed,
    count(*) FILTER (WHERE period.has AND e.state = 'draft')::int AS draft,
    count(*) FILTER (WHERE e.state = 'open' AND e.starts_at > $3)::int AS upcoming,
    count(*) FILTER (WHERE e.state = 'open' AND e.starts_at <= $3 AND e.ends_at > $3)::int AS ongoing,
    count(*) FILTER (WHERE period.has AND e.state = 'open' AND e.ends_at <= $3)::int AS completed,
    count(*) FILTER (WHERE period.has AND e.state = 'cancelled')::int AS cancelled
  FROM collaboration.events e
  CROSS JOIN LATERAL (SELECT e.starts_at >= $1::date::timestamp AT TIME ZONE 'UTC'
    AND e.starts_at < ($2::date + 1)::timestamp AT TIME ZONE 'UTC' AS has) period
  WHERE e.deleted_at IS NULL AND (period.has OR e.state = 'open' AND e.ends_at > $3)`;

const SHOWN = 6;

/** The next ones, with what was paid for them and not given back. */
const ON_SALE = `
  SELECT e.id, e.title, e.organizer_id AS "organizerId", e.starts_at, e.timezone, s.confirmed AS sold,
    s.capacity, s.waiting, s.currency, paid.cents
  FROM collaboration.events e JOIN booking.offer_seats s ON s.kind = 'event' AND s.ref_id = e.id
  CROSS JOIN LATERAL (SELECT coalesce(sum(b.paid_cents - b.refunded_cents), 0)::bigint AS cents
    FROM booking.offer_bookings b WHERE b.offer_id = s.offer_id) paid
  WHERE e.kind = 'ticketed' AND e.state = 'open' AND e.deleted_at IS NULL AND e.starts_at > $1
  ORDER BY e.starts_at, e.id LIMIT ${SHOWN}`;

interface OnSaleRow {
  id: number;
  organizerId: number;
  cents: number;
}

/** Events that start in the period; whatever it is, those to come, those that go on, and those on sale. */
@Injectable()
export class CollaborationStatistics extends StatisticsSource {
  readonly section = 'events';

  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
    private readonly clock: Clock,
  ) {
    super();
  }

  async statistics({ startOn, endOn }: StatisticsPeriod): Promise<object> {
    const [row] = await this.db.queryReplica<object>(COUNT, [startOn, endOn, this.clock.now()]);
    return { ...row!, on_sale: await this.onSale() };
  }

  private async onSale(): Promise<object[]> {
    const rows = await this.db.queryReplica<OnSaleRow>(ON_SALE, [this.clock.now()]);
    const people = await this.identity.people(rows.map(({ organizerId }) => organizerId));
    return rows.map(({ organizerId, cents, ...event }) => ({
      ...event,
      organizer_name: people.get(organizerId)?.fullName ?? '',
      revenue: decimalFrom(cents),
    }));
  }
}
