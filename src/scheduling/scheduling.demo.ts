import type { INestApplicationContext } from '@nestjs/common';
import { BookingApi } from '../booking/booking.api.js';
import { Database } from '../platform/database/database.js';
import { Clock } from '../shared/clock.js';
import type { Category } from './categories/category.entity.js';
import type { Timeslot } from './timeslots/timeslot.entity.js';
import { offerTermsOf } from './timeslots/timeslots.service.js';

const DAYS = 14;

/** An hour in the morning, at noon and in the afternoon (UTC), for each category 20 minutes later. */
const MISSING = `
  INSERT INTO scheduling.timeslots (category_id, starts_at, ends_at)
  SELECT c.id, start, start + interval '1 hour'
  FROM (SELECT id, row_number() OVER (ORDER BY id) AS place FROM scheduling.categories ORDER BY id LIMIT 3) c
  CROSS JOIN generate_series(1, $2::int) AS day CROSS JOIN unnest(ARRAY[9, 12, 15]) AS hour
  CROSS JOIN LATERAL (SELECT date_trunc('day', $1::timestamptz, 'UTC') + day * interval '1 day'
    + hour * interval '1 hour' + (c.place - 1) * interval '20 minutes' AS start) AS at
  WHERE NOT EXISTS (SELECT FROM scheduling.timeslots t WHERE t.category_id = c.id AND t.starts_at = start)
  RETURNING id, category_id AS "categoryId", starts_at AS "startsAt", ends_at AS "endsAt"`;

/**
 * Fills the next two weeks of the calendar; run again, it adds what is missing and nothing that was deleted.
 */
export async function createDemoSlots(app: INestApplicationContext): Promise<void> {
  const booking = app.get(BookingApi, { strict: false });
  await app.get(Database).transaction(async (tx) => {
    const missing = await tx.query<Timeslot>(MISSING, [app.get(Clock).now(), DAYS]);
    if (missing.length === 0) return;
    const rows = await tx.query<Category>('SELECT id, name, color FROM scheduling.categories');
    const categories = new Map(rows.map((row) => [row.id, row]));
    for (const slot of missing)
      await booking.offerSeats(tx, offerTermsOf(slot, categories.get(slot.categoryId!)!, 1));
  });
}
