import { createHash } from 'node:crypto';
import { withClient } from './cluster.js';
import { withoutWordIndexes } from './word-indexes.js';

export const EVENTS = 1_000_000;
const PEOPLE = 2_000;
const DAYS_BACK = 500;
/** One in so many events has the same rare word. */
const RARE = 1_000;
/** A thousandth of them. */
export const RARE_WORD = createHash('md5').update('17').digest('hex').slice(0, 10);

/**
 * A million events of both kinds, one every 86 seconds from the past into the future, by two thousand
 * organizers: some drafts, some cancelled, some for invited people. Needs the people of `seedManyRows`.
 */
export async function seedManyEvents(databaseUrl: string, rows = EVENTS): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await withoutWordIndexes(client, 'collaboration.events', () =>
      client.query(
        `INSERT INTO collaboration.events
          (kind, organizer_id, title, description, category, location, is_online,
        tags, visibility, state, phase, starts_at, ends_at, capacity, price_cents, cancelled_at, created_at,
           updated_at)
       SELECT CASE WHEN n % 2 = 0 THEN 'gathering' ELSE 'ticketed' END, people.first + (n * 7) % $2::int,
         (ARRAY['Python', 'Chess', 'Hiking', 'Pottery', 'Cooking', 'Jazz', 'Rust'])[1 + n % 7] || ' with '
           || (ARRAY['friends', 'masters', 'beginners', 'neighbours', 'experts'])[1 + n % 5] || ' no. ' || n,
         'We meet, we talk and we learn something that we did not know before. Ask for ' ||
           substr(md5((n % ${RARE})::text), 1, 10) || '.',
         (ARRAY['workshop', 'webinar', 'conference', 'masterclass', 'meetup', 'training'])[1 + n % 6],
           'Room ' || n % 50,
         n % 3 = 0, 'tag' || n % 40, CASE WHEN n % 100 = 0 THEN 'invited' ELSE 'public' END,
         CASE WHEN n % 100 = 1 THEN 'cancelled' WHEN n % 50 = 3 THEN 'draft' ELSE 'open' END,
         CASE WHEN at + interval '2 hours' <= now() THEN 'over' WHEN at <= now() THEN 'ongoing' ELSE
           'ahead' END, at, at + interval '2 hours', 50, CASE WHEN n % 2 = 0 THEN 0 ELSE n % 90 * 100 END,
         CASE WHEN n % 100 = 1 THEN now() END, now() - make_interval(secs => $1::int - n), now()
       FROM generate_series(1, $1::int) n
       CROSS JOIN LATERAL (
         SELECT now() - make_interval(days => $3::int) +
           make_interval(secs => n::float8 * 86400 * 2 * $3::int / $1::int) AS at) t
       CROSS JOIN (SELECT min(id) AS first FROM identity.accounts WHERE username LIKE 'many%') people
       ORDER BY n`,
        [rows, PEOPLE, DAYS_BACK],
      ),
    );
    await client.query(
      `INSERT INTO booking.offers (kind, ref_id, title, state, visibility, capacity, taken, max_per_booking,
        price_cents, currency, starts_at, ends_at, closes_at, organizer_id, join_only, created_at, updated_at)
       SELECT 'event', e.id, e.title, e.state, e.visibility, e.capacity, 0, 10, e.price_cents, e.currency,
         e.starts_at, e.ends_at, e.starts_at, e.organizer_id, e.kind = 'gathering', now(), now()
       FROM collaboration.events e ORDER BY e.id`,
    );
    await client.query('VACUUM ANALYZE collaboration.events, booking.offers');
    await client.query('CHECKPOINT');
  });
}
