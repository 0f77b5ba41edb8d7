import type { INestApplicationContext } from '@nestjs/common';
import { IdentityApi } from '../identity/identity.api.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { Clock } from '../shared/clock.js';
import { ended, live, timeOver } from './model/booking-clock.rules.js';
import { BOOKING_KINDS, type BookingKind } from './model/booking.entity.js';
import { Offer, OFFER_KINDS, type OfferKind, type OfferTerms } from './model/offer.entity.js';
import { OfferProfilesService } from './model/offer-profiles.service.js';
import { OffersRepository } from './offers/offers.repository.js';
import { seatsOf } from './transitions/new-booking.sql.js';
import { claimedTime } from './transitions/transition-statement.sql.js';

export interface DemoTime {
  kind: BookingKind;
  refId: number | null;
  personId: number;
  hostId: number;
  startsAt: Date;
  endsAt: Date;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  noticeMinutes: number;
  awaitsHost: boolean;
  /** What is paid for it; nobody calls off what costs something. */
  priceCents: number;
  currency: string;
  /** A seat of it is taken too; who shares it shares its host's time. */
  seat: { kind: OfferKind; refId: number } | null;
}

export interface DemoBooking {
  id: number;
  bookedAt: Date;
}

const [SLOT, , TICKET] = BOOKING_KINDS;
const [, , SESSION] = OFFER_KINDS;
const GUESTS_AT_MOST = 100;

const SEATS = seatsOf('o', '1');

const TAKE_SEATS = `
  UPDATE booking.offers o SET taken = o.taken + m.seats
  FROM (SELECT offer_id, count(*) AS seats FROM made WHERE status <> 'cancelled' GROUP BY 1) m
  WHERE o.id = m.offer_id`;

/** Of what costs nothing; made over the last two months, every eleventh given back. */
const FILL = `
  WITH offered AS (
    SELECT o.*, row_number() OVER (PARTITION BY o.kind ORDER BY o.id) AS turn FROM booking.offers o
    WHERE o.state = 'open' AND o.price_cents = 0 AND o.kind <> $session
      AND (o.organizer_id = ANY($guests) OR o.organizer_id IS NULL)
      AND NOT EXISTS (SELECT FROM booking.bookings b
        WHERE b.person_id = ANY($guests) AND CASE WHEN o.organizer_id IS NULL THEN b.kind = $slot
          ELSE b.offer_id = o.id AND b.person_id <> o.organizer_id END)
  ), chosen AS (
    SELECT o.*, g.id AS guest, (g.n + o.turn) % 11 = 0 AS is_given_up, ${ended.sql('o', '$now')} AS is_past,
      least(o.starts_at - make_interval(days => 1 + (g.n % 9)::int),
        $now - make_interval(days => ((g.n * 37 + o.turn * 53) % 58)::int, hours => (g.n % 11)::int)) AS at
    FROM offered o JOIN unnest($guests::bigint[]) WITH ORDINALITY AS g (id, n)
      ON g.id IS DISTINCT FROM o.organizer_id AND CASE WHEN o.organizer_id IS NULL
        THEN o.turn % 4 = 0 AND g.n = o.turn / 4 % cardinality($guests) + 1
        ELSE (g.n * 7 + o.turn * 3) % 10 < 7 AND (o.capacity IS NULL OR g.n < o.capacity) END
  ), made AS (
    INSERT INTO booking.bookings (kind, offer_id, ref_id, label_id, person_id, host_id, quantity, price_cents,
      currency, refund_policy, starts_at, ends_at, access_token, calendar_uid, status, confirmed_at,
      registered_at, completed_at, cancelled_at, cancelled_by, cancel_cause)
    SELECT CASE WHEN o.organizer_id IS NULL THEN $slot ELSE $ticket END, ${SEATS.offerId}, ${SEATS.refId},
      ${SEATS.labelId}, o.guest, ${SEATS.hostId}, 1, 0, ${SEATS.currency}, ${SEATS.refundPolicy},
      ${SEATS.startsAt}, ${SEATS.endsAt}, gen_random_uuid(), gen_random_uuid(),
      CASE WHEN o.is_given_up THEN 'cancelled' WHEN o.is_past THEN 'completed' ELSE 'confirmed' END, o.at, o.at,
      CASE WHEN o.is_past AND NOT o.is_given_up THEN o.ends_at END,
      CASE WHEN o.is_given_up THEN least(o.at + interval '5 hours', $now) END,
      CASE WHEN o.is_given_up THEN o.guest END, CASE WHEN o.is_given_up THEN 'booker' END
    FROM chosen o RETURNING offer_id, status)
  ${TAKE_SEATS}`;

/** What awaits its host was asked for today, the others over weeks; every thirteenth was called off. */
const BOOK = `
  WITH wished AS (
    SELECT w.*, o.id AS offer_id, w.n % 13 = 0 AND w."priceCents" = 0 AS "isOff",
      CASE WHEN w."awaitsHost" THEN $now::timestamptz - interval '3 hours'
        ELSE least(w.starts_at - make_interval(days => 1 + w.n % 9),
          $now::timestamptz - make_interval(hours => 1 + w.n * 29 % 480)) END AS at
    FROM jsonb_to_recordset($times::jsonb) AS w (n integer, kind text, "refId" bigint, "personId" bigint,
      "hostId" bigint, starts_at timestamptz, ends_at timestamptz, "bufferBeforeMinutes" integer,
      "bufferAfterMinutes" integer, grace_minutes integer, "noticeMinutes" integer, "awaitsHost" boolean,
      "priceCents" bigint, currency text, seat jsonb)
    LEFT JOIN booking.offers o ON o.kind = w.seat ->> 'kind' AND o.ref_id = (w.seat ->> 'refId')::bigint
  ), made AS (
    INSERT INTO booking.bookings (kind, offer_id, ref_id, person_id, host_id, quantity, price_cents, paid_cents,
      currency, starts_at, ends_at, buffer_before_minutes, buffer_after_minutes, grace_minutes, notice_minutes,
      awaits_host, access_token, calendar_uid, registered_at, status, confirmed_at, completed_at, expires_at,
      cancelled_at, cancelled_by, cancel_cause)
    SELECT w.kind, w.offer_id, w."refId", w."personId", w."hostId", 1, w."priceCents", w."priceCents",
      w.currency, w.starts_at, w.ends_at,
      w."bufferBeforeMinutes", w."bufferAfterMinutes", w.grace_minutes, w."noticeMinutes", w."awaitsHost",
      gen_random_uuid(), gen_random_uuid(), w.at,
      CASE WHEN w."awaitsHost" THEN 'pending' WHEN w."isOff" THEN 'cancelled'
        WHEN ${timeOver.sql('w', '$now')} THEN 'completed' ELSE 'confirmed' END,
      CASE WHEN NOT w."awaitsHost" THEN w.at END,
      CASE WHEN NOT w."isOff" AND ${timeOver.sql('w', '$now')}
        THEN w.ends_at + make_interval(mins => w.grace_minutes) END,
      CASE WHEN w."awaitsHost" THEN least(w.starts_at, w.at + interval '48 hours') END,
      CASE WHEN w."isOff" THEN least(w.at + interval '7 hours', $now) END,
      CASE WHEN w."isOff" THEN w."personId" END, CASE WHEN w."isOff" THEN 'booker' END
    FROM wished w ORDER BY w.n RETURNING *
  ), claimed AS (
    INSERT INTO booking.time_claims (booking_id, person_id, kind, claim, during)
    SELECT moved.id, person.id, part.kind, coalesce(-moved.offer_id, moved.id),
      ${claimedTime('part.kind', 'person.id')}
    FROM made moved CROSS JOIN (VALUES ('core'), ('guard')) AS part (kind)
    CROSS JOIN unnest(ARRAY[moved.host_id, moved.person_id]) AS person (id)
    WHERE ${live.sql('moved')}
  ), seated AS (${TAKE_SEATS})
  SELECT id, registered_at AS "bookedAt" FROM made ORDER BY id`;

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
  await app.get(Database).query(FILL, { now, guests, slot: SLOT, ticket: TICKET, session: SESSION });
}

/** Books people's time, also in the past, without a word to anybody; answers the bookings in that order. */
export async function bookDemoTimes(
  app: INestApplicationContext,
  tx: Tx,
  times: readonly DemoTime[],
): Promise<DemoBooking[]> {
  const profiles = app.get(OfferProfilesService, { strict: false });
  const rows = times.map(({ startsAt, endsAt, ...time }, place) => ({
    ...{ n: place + 1, ...time, starts_at: startsAt, ends_at: endsAt },
    grace_minutes: profiles.ofBooking(time.kind).graceMinutes,
  }));
  const values = { now: app.get(Clock).now(), times: JSON.stringify(rows) };
  return tx.query<DemoBooking>(BOOK, values);
}

/** As `offerSeats` does for each, in one statement. */
export async function offerDemoSeats(
  app: INestApplicationContext,
  tx: Tx,
  all: readonly OfferTerms[],
): Promise<void> {
  const [offers, now] = [app.get(OffersRepository, { strict: false }), app.get(Clock).now()];
  const labels = new Map(
    all.flatMap(({ kind, label }) => (label ? [[`${kind} ${label.id}`, { kind, label }]] : [])),
  );
  for (const { kind, label } of labels.values()) await offers.keepLabel(tx, kind, label);
  await offers.insertAll(
    tx,
    all.map((terms) => Offer.of(terms, now)),
  );
}
