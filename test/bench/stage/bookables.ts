import type { Wish } from '../load/wishes.js';
import { withClient } from './cluster.js';
import { SlotRange } from './slots.js';
import { withoutWordIndexes } from './word-indexes.js';

const HOSTS = 200;
const BUSY_HOSTS = 40;
const TYPE = 'call';
const DAY_MS = 86_400_000;

/** Makes `count` ticketed events that cost nothing, of many seats each. */
export async function seedTickets(databaseUrl: string, organizerId: number, count: number): Promise<SlotRange> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await withoutWordIndexes(client, 'collaboration.events', () =>
      client.query<{ first: string; last: string }>(
        `WITH events AS (
         INSERT INTO collaboration.events (kind, organizer_id, title, visibility, state, starts_at, ends_at,
           created_at, updated_at)
         SELECT 'ticketed', $1, 'Workshop ' || n, 'public', 'open', now() + interval '9 days',
           now() + interval '10 days', now(), now()
         FROM generate_series(1, $2::int) n RETURNING id, title, starts_at, ends_at
       ), offers AS (
         INSERT INTO booking.offers (kind, ref_id, title, state, visibility, capacity, max_per_booking,
           price_cents, currency, starts_at, ends_at, closes_at, organizer_id, created_at, updated_at)
         SELECT 'event', id, title, 'open', 'public', 100, 10, 0, 'USD', starts_at, ends_at, starts_at, $1,
           now(), now()
         FROM events
       )
       SELECT min(id) AS first, max(id) AS last FROM events`,
        [organizerId, count],
      ),
    );
    await client.query('VACUUM ANALYZE collaboration.events, booking.offers');
    return new SlotRange(Number(rows[0]!.first), Number(rows[0]!.last));
  });
}

/** Two hundred people who can be met at any time; the places are all their quarters of an hour. */
export async function seedHosts(databaseUrl: string): Promise<{ places: SlotRange; wish: Wish }> {
  const hosts = await openHosts(databaseUrl, HOSTS);
  const from = (Math.floor(Date.now() / DAY_MS) + 2) * DAY_MS;
  return { places: new SlotRange(0, 1_000_000), wish: { kind: 'appointment', hosts, type: TYPE, from } };
}

/** How far ahead they are busy: a thousand times in any thirty days. */
export const BUSY_DAYS = 90;
const BUSY_EVERY_MINUTES = 43;

/** Some people who have many short times blocked. */
export async function seedBusyHosts(databaseUrl: string): Promise<{ slug: string; type: string }[]> {
  const slugs = await openHosts(databaseUrl, BUSY_HOSTS);
  await withClient(databaseUrl, async (client) => {
    await client.query(
      `INSERT INTO scheduling.blocked_times (owner_id, starts_at, ends_at, source, created_at)
       SELECT a.id, at, at + interval '10 minutes', 'manual', now()
       FROM identity.accounts a CROSS JOIN generate_series(now(), now() + make_interval(days => $1),
         make_interval(mins => $2)) at
       WHERE a.username LIKE 'host%'`,
      [BUSY_DAYS, BUSY_EVERY_MINUTES],
    );
    await client.query('VACUUM ANALYZE scheduling.blocked_times');
  });
  return slugs.map((slug) => ({ slug, type: TYPE }));
}

function openHosts(databaseUrl: string, count: number): Promise<string[]> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ slug: string }>(
      `WITH hosts AS (
         INSERT INTO identity.accounts (username, email, email_verified_at, status, slug, first_name, last_name,
           joined_at, updated_at)
         SELECT 'host' || n, 'host' || n || '@example.com', now(), 'active', 'host' || n, 'Ada', 'No ' || n,
          now(),
           now()
         FROM generate_series(1, $1::int) n RETURNING id, slug
       ), rules AS (
         INSERT INTO scheduling.availability_rules (owner_id, day_of_week, opens, closes)
         SELECT id, day, '00:00', '24:00' FROM hosts, generate_series(1, 7) day
       ), types AS (
         INSERT INTO scheduling.event_types (owner_id, slug, name, duration, color, booking_window_type,
           created_at, updated_at)
         SELECT id, $2, 'Call', 15, '#2563eb', 'unlimited', now(), now() FROM hosts
       )
       SELECT slug FROM hosts ORDER BY id`,
      [count, TYPE],
    );
    await client.query(
      'VACUUM ANALYZE identity.accounts, scheduling.availability_rules, scheduling.event_types',
    );
    return rows.map(({ slug }) => slug);
  });
}
