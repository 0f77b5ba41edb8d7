import { withClient } from './cluster.js';

/** An event with so many confirmed bookings, each of somebody else; answers its id. */
export async function seedCrowdedEvent(
  databaseUrl: string,
  organizerId: number,
  bookings: number,
): Promise<number> {
  return withClient(databaseUrl, async (client) => {
    const { rows } = await client.query<{ id: string }>(
      `INSERT INTO collaboration.events (kind, organizer_id, title, visibility, state, starts_at, ends_at,
         created_at, updated_at)
       VALUES ('ticketed', $1, 'Crowded', 'public', 'open',
        now() + interval '9 days', now() + interval '10 days',
         now(), now())
       RETURNING id`,
      [organizerId],
    );
    const id = Number(rows[0]!.id);
    await client.query(
      `INSERT INTO booking.offers (kind, ref_id, title, state, visibility, capacity, taken, max_per_booking,
         price_cents, currency, starts_at, ends_at, closes_at, organizer_id, created_at, updated_at)
       SELECT 'event', id, title, 'open', 'public', $2::int, $2::int, 10, 0, 'USD',
        starts_at, ends_at, starts_at,
         organizer_id, now(), now()
       FROM collaboration.events WHERE id = $1`,
      [id, bookings],
    );
    await client.query(
      `INSERT INTO booking.bookings (kind, status, offer_id, ref_id, person_id, quantity, price_cents, currency,
        starts_at, ends_at, access_token, calendar_uid, registered_at, confirmed_at)
       SELECT 'ticket', 'confirmed', o.id, o.ref_id, 1000000 + n, 1, 0, 'USD', o.starts_at, o.ends_at,
         gen_random_uuid(), gen_random_uuid(), now() - make_interval(secs => n), now()
       FROM booking.offers o CROSS JOIN generate_series(1, $2::int) n WHERE o.kind = 'event' AND o.ref_id = $1`,
      [id, bookings],
    );
    await client.query('VACUUM ANALYZE booking.offers, booking.bookings');
    return id;
  });
}
