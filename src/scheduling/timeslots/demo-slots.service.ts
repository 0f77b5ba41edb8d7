import { Injectable } from '@nestjs/common';
import { BookingApi } from '../../booking/booking.api.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import type { Category } from '../categories/category.entity.js';
import { Timeslot } from './timeslot.entity.js';
import { offerTermsOf } from './timeslots.service.js';

const DAYS = 14;

/** Every category gets an hour in the morning, one at noon and one in the afternoon (UTC), each category a bit later. */
const MISSING = `
  INSERT INTO scheduling.timeslots (category_id, starts_at, ends_at)
  SELECT c.id, start, start + interval '1 hour'
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM scheduling.categories ORDER BY id LIMIT 3) c
  CROSS JOIN generate_series(1, $2::int) AS day CROSS JOIN unnest(ARRAY[9, 12, 15]) AS hour
  CROSS JOIN LATERAL (SELECT date_trunc('day', $1::timestamptz, 'UTC') + day * interval '1 day'
    + hour * interval '1 hour' + (c.place - 1) * interval '20 minutes' AS start) AS at
  WHERE NOT EXISTS (SELECT FROM scheduling.timeslots t WHERE t.category_id = c.id AND t.starts_at = start)
  RETURNING id, category_id AS "categoryId", starts_at AS "startsAt", ends_at AS "endsAt"`;

@Injectable()
export class DemoSlots {
  constructor(
    private readonly db: Database,
    private readonly booking: BookingApi,
    private readonly clock: Clock,
  ) {}

  /** Also keeps its hands off what an admin deleted: such a slot does not come back. */
  async create(): Promise<void> {
    await this.db.transaction(async (tx) => {
      const missing = await tx.query<Timeslot>(MISSING, [this.clock.now(), DAYS]);
      if (missing.length === 0) return;
      const categories = await this.categories(tx);
      for (const slot of missing) {
        await this.booking.offerSeats(tx, offerTermsOf(slot, categories.get(slot.categoryId!)!, 1));
      }
    });
  }

  private async categories(tx: Tx): Promise<Map<number, Category>> {
    const rows = await tx.query<Category>('SELECT id, name, color FROM scheduling.categories');
    return new Map(rows.map((row) => [row.id, row]));
  }
}
