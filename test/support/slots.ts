import type { Sql } from './people.js';

/** Bookable slots in bulk, each at an instant of its own from the day after tomorrow on; answers their ids. */
export async function plantSlots(db: Sql, count: number, capacity = 1): Promise<number[]> {
  const rows = await db.query<{ ref_id: number }>(
    `WITH latest AS (SELECT coalesce(max(starts_at), date_trunc('hour', now()) + interval '2 days') AS at
      FROM scheduling.timeslots),
     label AS (
       INSERT INTO booking.labels (kind, id, name, color)
       SELECT 'slot', id, name, color FROM scheduling.categories WHERE id = 1 ON CONFLICT DO NOTHING),
     made AS (
       INSERT INTO scheduling.timeslots (category_id, starts_at, ends_at)
       SELECT 1, latest.at + n * interval '1 minute', latest.at + (n + 30) * interval '1 minute'
       FROM latest, generate_series(1, $1::int) AS n
       RETURNING id, starts_at, ends_at)
     INSERT INTO booking.offers (kind, ref_id, title, label_id, state, visibility, capacity,
       max_per_booking, price_cents, currency, starts_at, ends_at, closes_at, created_at, updated_at)
     SELECT 'slot', made.id, c.name, c.id, 'open', 'public', $2, 1, 0, 'USD',
       made.starts_at, made.ends_at, made.starts_at, now(), now()
     FROM made JOIN scheduling.categories c ON c.id = 1
     RETURNING ref_id`,
    [count, capacity],
  );
  return rows.map(({ ref_id }) => ref_id);
}
