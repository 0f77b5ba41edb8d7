import { FILED_SLOTS } from './slots.js';
import { withClient } from './cluster.js';
import type { Signed } from '../load/order.js';

export const ROWS = 1_000_000;
const PEOPLE = 2_000;
/** One in so many bookings is the busy person's. */
const BUSY_SHARE = 25;
const DAYS_BACK = 200;

/**
 * A million slots of two seats each, from the past into the future, and a million bookings: every second slot
 * is full. The busy person holds 40,000 of them, everybody else a few hundred. Other people's accounts are made
 * by SQL alone.
 */
export async function seedManyRows(databaseUrl: string, busy: Signed): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query(
      `INSERT INTO identity.accounts (username, email, status, slug, joined_at, updated_at)
       SELECT 'many' || n, 'many' || n || '@example.com', 'active', 'many' || n, now(), now()
       FROM generate_series(1, $1) n`,
      [PEOPLE],
    );
    await client.query(
      `INSERT INTO scheduling.timeslots (category_id, starts_at, ends_at)
       SELECT c.id, at, at + interval '5 minutes'
       FROM generate_series(0, $1::int - 1) n
       CROSS JOIN LATERAL (
         SELECT date_trunc('day', now()) + make_interval(days => -$2::int, mins => (n / 3) * 5) AS at) t
       JOIN (
         SELECT id, row_number() OVER (ORDER BY id) - 1 AS turn FROM scheduling.categories) c ON c.turn = n % 3
       ORDER BY n`,
      [ROWS, DAYS_BACK],
    );
    await client.query(FILED_SLOTS);
    await client.query(
      `INSERT INTO booking.offers (kind, ref_id, title, label_id, state, visibility, capacity, taken,
         max_per_booking, price_cents, currency, starts_at, ends_at, closes_at, created_at, updated_at)
       SELECT 'slot', s.id, c.name, c.id, 'open', 'public', 2, (s.id % 2) * 2, 1, 0, 'USD',
         s.starts_at, s.ends_at, s.starts_at, now(), now()
       FROM scheduling.timeslots s JOIN scheduling.categories c ON c.id = s.category_id ORDER BY s.id`,
    );
    await client.query(
      `INSERT INTO booking.bookings (kind, status, offer_id, ref_id, label_id, person_id, quantity, price_cents,
        currency, starts_at, ends_at, access_token, calendar_uid, registered_at, confirmed_at, completed_at)
       SELECT 'slot', CASE WHEN o.ends_at < now() THEN 'completed' ELSE 'confirmed' END,
         o.id, o.ref_id, o.label_id,
         CASE WHEN seat = 0 AND (o.ref_id / 2) % $2::int < 2 THEN $1::bigint
           ELSE people.first + ((o.ref_id / 2) * 7 + seat * 1000) % $3::int END,
         1, 0, 'USD', o.starts_at, o.ends_at, gen_random_uuid(), gen_random_uuid(),
         now() - make_interval(secs => $4::int - o.ref_id), now(), CASE WHEN o.ends_at < now() THEN now() END
       FROM booking.offers o CROSS JOIN generate_series(0, 1) seat
       CROSS JOIN (SELECT min(id) AS first FROM identity.accounts WHERE username LIKE 'many%') people
       WHERE o.ref_id % 2 = 1 ORDER BY o.id`,
      [busy.id, BUSY_SHARE, PEOPLE, ROWS],
    );
    await client.query(
      'VACUUM ANALYZE scheduling.timeslots, booking.offers, booking.bookings, identity.accounts',
    );
    await client.query('CHECKPOINT');
  });
}
