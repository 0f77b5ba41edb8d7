import type { INestApplicationContext } from '@nestjs/common';
import { IdentityApi } from '../identity/identity.api.js';
import { Database } from '../platform/database/database.js';
import { Clock } from '../shared/clock.js';
import { BOOKING_KINDS } from './model/offer-profile.rules.js';
import { seatsOf } from './transitions/new-booking.sql.js';

const [SLOT, , TICKET] = BOOKING_KINDS;
const GUESTS_AT_MOST = 100;

const SEATS = seatsOf('o', '1');

/** Of what costs nothing; made over the last two months, every eleventh given back. */
const FILL = `
  WITH offered AS (
    SELECT o.*, row_number() OVER (PARTITION BY o.kind ORDER BY o.id) AS turn FROM booking.offers o
    WHERE o.state = 'open' AND o.price_cents = 0 AND o.starts_at > $now
      AND (o.organizer_id = ANY($guests) OR o.organizer_id IS NULL)
      AND NOT EXISTS (SELECT FROM booking.bookings b
        WHERE b.person_id = ANY($guests) AND CASE WHEN o.organizer_id IS NULL THEN b.kind = $slot
          ELSE b.offer_id = o.id AND b.person_id <> o.organizer_id END)
  ), chosen AS (
    SELECT o.*, g.id AS guest, (g.n + o.turn) % 11 = 0 AS is_given_up,
      $now - make_interval(days => ((g.n * 37 + o.turn * 53) % 58)::int, hours => (g.n % 11)::int) AS at
    FROM offered o JOIN unnest($guests::bigint[]) WITH ORDINALITY AS g (id, n)
      ON g.id IS DISTINCT FROM o.organizer_id AND CASE WHEN o.organizer_id IS NULL
        THEN o.turn % 4 = 0 AND g.n = o.turn / 4 % cardinality($guests) + 1
        ELSE (g.n * 7 + o.turn * 3) % 10 < 7 AND (o.capacity IS NULL OR g.n < o.capacity) END
  ), made AS (
    INSERT INTO booking.bookings (kind, offer_id, ref_id, label_id, person_id, host_id, quantity, price_cents,
      currency, refund_policy, starts_at, ends_at, access_token, calendar_uid, status, confirmed_at,
      registered_at, cancelled_at, cancelled_by, cancel_cause)
    SELECT CASE WHEN o.organizer_id IS NULL THEN $slot ELSE $ticket END, ${SEATS.offerId}, ${SEATS.refId},
      ${SEATS.labelId}, o.guest, ${SEATS.hostId}, 1, 0, ${SEATS.currency}, ${SEATS.refundPolicy},
      ${SEATS.startsAt}, ${SEATS.endsAt}, gen_random_uuid(), gen_random_uuid(),
      CASE WHEN o.is_given_up THEN 'cancelled' ELSE 'confirmed' END, o.at, o.at,
      CASE WHEN o.is_given_up THEN least(o.at + interval '5 hours', $now) END,
      CASE WHEN o.is_given_up THEN o.guest END, CASE WHEN o.is_given_up THEN 'booker' END
    FROM chosen o RETURNING offer_id, status)
  UPDATE booking.offers o SET taken = o.taken + m.seats
  FROM (SELECT offer_id, count(*) AS seats FROM made WHERE status = 'confirmed' GROUP BY 1) m
  WHERE o.id = m.offer_id`;

/** Lets people come to what they offer each other for nothing; whoever has booked already books no more. */
export async function createDemoBookings(app: INestApplicationContext, usernames: string[]): Promise<void> {
  const identity = app.get(IdentityApi, { strict: false });
  const ids = new Set<number>();
  for (const username of usernames)
    for (const id of await identity.idsByUsername(username, GUESTS_AT_MOST)) ids.add(id);
  const people = await identity.people([...ids]);
  const guests = [...people.values()]
    .filter(({ username }) => usernames.includes(username))
    .map(({ id }) => id);
  const now = app.get(Clock).now();
  await app.get(Database).query(FILL, { now, guests, slot: SLOT, ticket: TICKET });
}
