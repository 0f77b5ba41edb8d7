import { withClient } from './cluster.js';
import type { Signed } from '../load/order.js';

/** Many have booked, and many wait for, this one of the events. */
export const CROWDED_EVENT = 1;
/** Who wrote a review of this event, or of one that is a multiple of `VISITED_SHARE` later, was there. */
export const VISITED_EVENT = 3;
const VISITED_SHARE = 20;
const SESSIONS_OF_EACH = 40;
const BOOKINGS = 50_000;
const CERTIFICATES = 500_000;

/**
 * What belongs to the events of `seedManyPayments`, which must be there: 40 sessions of each, offers of their
 * seats, 50,000 bookings of one of them, half a million certificates, and places in waitlists. The busy person
 * has a certificate of every event and waits for every second one. One in twenty reviews is by somebody who was
 * checked in.
 */
export async function seedManySessions(databaseUrl: string, busy: Signed): Promise<void> {
  await withClient(databaseUrl, async (client) => {
    await client.query(
      `INSERT INTO collaboration.sessions
         (event_id, published_by, title, starts_at, ends_at, created_at, updated_at)
       SELECT e.id, e.organizer_id, 'Part ' || n, e.starts_at + n * interval '30 minutes',
         e.starts_at + (n + 1) * interval '30 minutes', now(), now()
       FROM collaboration.events e CROSS JOIN generate_series(0, $1::int - 1) n`,
      [SESSIONS_OF_EACH],
    );
    await client.query(
      `INSERT INTO booking.offers (kind, ref_id, title, state, visibility, capacity, taken, max_per_booking,
        price_cents, currency, starts_at, ends_at, closes_at, organizer_id, created_at, updated_at)
       SELECT 'event', e.id, e.title, 'open', 'public', $2::int,
         CASE WHEN e.id = $1 THEN $2::int ELSE 0 END, 10, 0, 'USD', e.starts_at, e.ends_at, e.starts_at,
           e.organizer_id, now(), now()
       FROM collaboration.events e`,
      [CROWDED_EVENT, BOOKINGS],
    );
    await client.query(
      `INSERT INTO booking.bookings (kind, status, offer_id, ref_id, person_id, quantity, price_cents, currency,
        starts_at, ends_at, access_token, calendar_uid, registered_at, confirmed_at)
       SELECT 'ticket', 'confirmed', o.id, o.ref_id, 1000000 + n * 20, 1, 0, 'USD', o.starts_at, o.ends_at,
         gen_random_uuid(), gen_random_uuid(), now() - make_interval(secs => n), now()
       FROM booking.offers o CROSS JOIN generate_series(1, $2::int) n WHERE o.kind = 'event' AND o.ref_id = $1`,
      [CROWDED_EVENT, BOOKINGS],
    );
    await client.query(
      `INSERT INTO booking.bookings (kind, status, offer_id, ref_id, person_id, quantity, price_cents, currency,
        starts_at, ends_at, access_token, calendar_uid, registered_at, confirmed_at, checked_in_at)
       SELECT 'ticket', 'confirmed', o.id, o.ref_id, r.author_id, 1, 0, 'USD', o.starts_at, o.ends_at,
         gen_random_uuid(), gen_random_uuid(), r.created_at, r.created_at, r.created_at
       FROM collaboration.reviews r JOIN booking.offers o ON o.kind = 'event' AND o.ref_id = r.subject_id
       WHERE r.subject_id % $2 = $1`,
      [VISITED_EVENT, VISITED_SHARE],
    );
    await client.query(
      `UPDATE booking.offers o SET taken = (SELECT count(*) FROM booking.bookings b WHERE b.offer_id = o.id)
       WHERE kind = 'event' AND ref_id % $2 = $1`,
      [VISITED_EVENT, VISITED_SHARE],
    );
    await client.query(
      `INSERT INTO collaboration.certificates (event_id, person_id, certificate_number, organizer_id,
        holder_name, organizer_name, event_title, event_starts_at, event_ends_at, minutes, issued_at)
       SELECT e.id, CASE WHEN n = 0 THEN $1::bigint ELSE 1000000 + n END, 'CERT-' || e.id || '-' || n,
         e.organizer_id, 'Ada', 'Grace', e.title, e.starts_at, e.ends_at, 90,
         now() - make_interval(secs => e.id * 100 + n)
       FROM collaboration.events e
       CROSS JOIN generate_series(0, $2::int / (SELECT count(*)::int FROM collaboration.events) - 1) n`,
      [busy.id, CERTIFICATES],
    );
    await client.query(
      `INSERT INTO booking.waitlist (offer_id, person_id, access_token, quantity, status, joined_at)
       SELECT o.id, CASE WHEN n = 0 THEN $1::bigint ELSE 1000000 + n END, gen_random_uuid(), 1, 'waiting',
         now() - make_interval(secs => o.ref_id + n)
       FROM booking.offers o CROSS JOIN generate_series(0, 9) n WHERE o.kind = 'event' AND o.ref_id % 2 = 0`,
      [busy.id],
    );
    await client.query(
      `UPDATE booking.offers SET waiting = 10, waitlist_due_at = starts_at, taken = capacity
        WHERE kind = 'event' AND ref_id % 2 = 0`,
    );
    await client.query(
      `VACUUM ANALYZE collaboration.sessions, collaboration.certificates, booking.offers, booking.bookings,
        booking.waitlist`,
    );
    await client.query('CHECKPOINT');
  });
}
