import type { INestApplicationContext } from '@nestjs/common';
import { IdentityApi } from '../identity/identity.api.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { Clock } from '../shared/clock.js';
import { sessionTermsOf } from './appointments/sessions.service.js';
import { PublishedTypesQueries } from './event-types/published-types.queries.js';
import type { OfferSeats } from './scheduling.demo.js';

interface Wish {
  kind: 'appointment' | 'meeting';
  /** The event type; of a meeting, null. */
  refId: number | null;
  hostId: number;
  startsAt: Date;
  endsAt: Date;
  bufferBeforeMinutes: number;
  bufferAfterMinutes: number;
  noticeMinutes: number;
  priceCents: number;
  currency: string;
  /** How many come at most; more than one share a session. */
  seats: number;
  /** The type's name, or what the meeting is about. */
  title: string;
  slug: string;
  place: string;
  categoryId: number | null;
}

type DemoTime = Omit<Wish, 'seats' | 'title' | 'slug' | 'place' | 'categoryId'> & {
  personId: number;
  awaitsHost: boolean;
  seat: { kind: 'occurrence'; refId: number } | null;
};

interface DemoSale {
  bookingId: number;
  bookedAt: Date;
  personId: number;
  organizerId: number;
  title: string;
  priceCents: number;
  currency: string;
  startsAt: Date;
  endsAt: Date;
  /** Where it is meant. */
  zone: string;
}

/** What other contexts do for it, in its transaction. */
export interface DemoDoors {
  offer: OfferSeats;
  /** Answers in the order of what was wished. */
  book(tx: Tx, times: readonly DemoTime[]): Promise<{ id: number; bookedAt: Date }[]>;
  sell(tx: Tx, sales: readonly DemoSale[]): Promise<void>;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** On working days of a month behind and one ahead, by the clock of the host. */
const AT = `FROM identity.people p CROSS JOIN generate_series(-28, 30) AS day
  CROSS JOIN LATERAL (SELECT ($now::timestamptz AT TIME ZONE 'UTC')::date + day AS date) AS on_day`;
const STARTS = `(on_day.date + make_interval(hours => hour)) AT TIME ZONE p.timezone`;
// The guides meet somebody on a Monday to come: it is free.
const IS_NEW = `p.id = ANY($hosts) AND extract(isodow FROM on_day.date) < 6
  AND NOT (day > 0 AND extract(isodow FROM on_day.date) = 1)
  AND NOT EXISTS (SELECT FROM booking.time_bookings b WHERE b.host_id = p.id)`;
/** Sessions in the morning, what costs something at noon, all else about three times a day. */
const WISHES = `
  SELECT 'appointment' AS kind, t.id AS "refId", p.id AS "hostId", ${STARTS} AS "startsAt",
    ${STARTS} + make_interval(mins => t.duration) AS "endsAt", t.buffer_before AS "bufferBeforeMinutes",
    t.buffer_after AS "bufferAfterMinutes", t.cancellation_notice AS "noticeMinutes",
    t.price_cents AS "priceCents", t.currency, t.max_attendees AS seats, t.name AS title, t.slug,
    t.location AS place, NULL::bigint AS "categoryId"
  ${AT} CROSS JOIN unnest(ARRAY[9, 10, 11, 12, 14, 15]) AS hour
  JOIN scheduling.event_types t ON t.owner_id = p.id AND t.deleted_at IS NULL
  WHERE ${IS_NEW} AND CASE WHEN t.max_attendees > 1 THEN hour = 9 AND (day + t.id) % 4 = 0
    WHEN t.price_cents > 0 THEN hour = 12 AND (day + t.id) % 4 = 0
    ELSE (day * day + hour * 7 + t.id * 3) % 10 < 3 END
  UNION ALL
  SELECT 'meeting', NULL, p.id, ${STARTS}, ${STARTS} + interval '1 hour', 0, 0, 0, 0, 'USD', 1,
    (ARRAY['A second pair of eyes', 'How to begin', 'What went wrong last time'])[1 + abs(day) % 3], '', '',
    s.category_id
  ${AT} CROSS JOIN (VALUES (16)) AS at (hour) JOIN scheduling.user_skills s ON s.owner_id = p.id
  WHERE ${IS_NEW} AND abs(day + p.id * 3) % 7 = 0
  ORDER BY "startsAt", seats DESC, "priceCents" DESC, "hostId"`;

const OPEN_SESSIONS = `
  INSERT INTO scheduling.occurrences (event_type_id) SELECT unnest($types::bigint[]) RETURNING id`;
const DESCRIBE_APPOINTMENTS = `
  INSERT INTO scheduling.appointments (id, type_slug, type_name, location, invitee_name, invitee_email,
    invitee_timezone, reminded_for, updated_at)
  SELECT d.id, d.slug, d.title, d.place, d.name, d.email, d.zone, d.reminded_for, $now
  FROM jsonb_to_recordset($rows::jsonb) AS d (id bigint, slug text, title text, place text, name text,
    email text, zone text, reminded_for timestamptz)`;
const DESCRIBE_MEETINGS = `
  INSERT INTO scheduling.meetings (id, title, description, category_id, reminded_for)
  SELECT d.id, d.title, 'An hour, with what I have so far.', d."categoryId", d.reminded_for
  FROM jsonb_to_recordset($rows::jsonb) AS d (id bigint, title text, "categoryId" bigint,
    reminded_for timestamptz)`;

/** Fills the days of hosts that nobody has booked yet; everybody is in one place at a time. */
export async function createDemoAppointments(
  app: INestApplicationContext,
  people: { hosts: string[]; guests: string[] },
  doors: DemoDoors,
): Promise<void> {
  const [db, identity] = [app.get(Database), app.get(IdentityApi, { strict: false })];
  const now = app.get(Clock).now();
  const [hosts, guests] = [await idsOf(db, people.hosts), await idsOf(db, people.guests)];
  if (guests.length === 0) return;
  await db.transaction(async (tx) => {
    const met = withGuests(await tx.query<Wish>(WISHES, { hosts, now }), guests);
    if (met.length === 0) return;
    const seats = await openSessions(app, tx, met, doors.offer);
    const waiting = met.findLast(({ wish: { kind, startsAt } }) => kind === 'meeting' && startsAt > now);
    const all = met.flatMap((one) => one.guests.map((personId) => ({ wish: one.wish, personId })));
    const times = all.map(({ wish, personId }) => {
      const { seats: _, title: __, slug: ___, place: ____, categoryId: _____, ...time } = wish;
      return { ...time, personId, seat: seats.get(wish) ?? null, awaitsHost: wish === waiting?.wish };
    });
    const booked = await doors.book(tx, times);
    const contacts = await identity.contactsOf([...guests, ...hosts], tx);
    const rows = all.map(({ personId, wish: { startsAt, ...wish } }, nth) => {
      const { fullName: name, email, timezone: zone } = contacts.get(personId)!;
      // Within a day nobody is reminded: a start sends no mails by itself.
      const isSoon = startsAt.getTime() - now.getTime() < 24 * HOUR_MS;
      return { ...wish, ...{ id: booked[nth]!.id, name, email, zone, reminded_for: isSoon ? startsAt : null } };
    });
    const of = (kind: Wish['kind']) => JSON.stringify(rows.filter((row) => row.kind === kind));
    await tx.query(DESCRIBE_APPOINTMENTS, { now, rows: of('appointment') });
    await tx.query(DESCRIBE_MEETINGS, { rows: of('meeting') });
    const sales = all.map(({ personId, wish: { hostId: organizerId, startsAt, endsAt, ...sold } }, nth) => ({
      ...{ bookingId: booked[nth]!.id, bookedAt: booked[nth]!.bookedAt, personId, organizerId },
      ...{ title: sold.title, priceCents: sold.priceCents, currency: sold.currency },
      ...{ startsAt, endsAt, zone: contacts.get(organizerId)!.timezone },
    }));
    await doors.sell(
      tx,
      sales.filter(({ priceCents }) => priceCents > 0),
    );
  });
}

/** In the order of the names. */
async function idsOf(db: Database, usernames: string[]): Promise<number[]> {
  const sql = `SELECT p.id FROM unnest($usernames::text[]) WITH ORDINALITY AS u (name, n)
    JOIN identity.people p ON p.username::text = u.name ORDER BY u.n`;
  return (await db.query<{ id: number }>(sql, { usernames })).map(({ id }) => id);
}

interface Met {
  wish: Wish;
  guests: number[];
}

/** One after the other, whoever is free; of sessions every second is full. */
function withGuests(wishes: readonly Wish[], guests: readonly number[]): Met[] {
  const busyUntil = new Map<number, number>();
  let turn = 0;
  return wishes.flatMap((wish, nth) => {
    const { hostId, startsAt, endsAt, seats } = wish;
    const isFree = (id: number, from: number) => (busyUntil.get(id) ?? 0) <= from;
    if (!isFree(hostId, startsAt.getTime() - wish.bufferBeforeMinutes * MINUTE_MS)) return [];
    const wanted = seats > 1 && nth % 2 === 1 ? Math.ceil(seats / 2) : seats;
    const coming = guests
      .map((_, place) => guests[(turn + place) % guests.length]!)
      .filter((id) => isFree(id, startsAt.getTime()))
      .slice(0, wanted);
    if (coming.length === 0) return [];
    turn += coming.length;
    for (const id of coming) busyUntil.set(id, endsAt.getTime());
    busyUntil.set(hostId, endsAt.getTime() + wish.bufferAfterMinutes * MINUTE_MS);
    return [{ wish, guests: coming }];
  });
}

/** The seats of each wish that is shared. */
async function openSessions(
  app: INestApplicationContext,
  tx: Tx,
  met: readonly Met[],
  offer: OfferSeats,
): Promise<Map<Wish, NonNullable<DemoTime['seat']>>> {
  const shared = met.flatMap(({ wish }) => (wish.seats > 1 ? [wish] : []));
  if (shared.length === 0) return new Map();
  const types = shared.map(({ refId }) => refId!);
  const published = await app.get(PublishedTypesQueries, { strict: false }).byIds(types, tx);
  const ids = (await tx.query<{ id: number }>(OPEN_SESSIONS, { types }))
    .map(({ id }) => id)
    .sort((a, b) => a - b);
  await offer(
    tx,
    shared.map((wish, nth) => sessionTermsOf(ids[nth]!, published.get(wish.refId!)!, wish)),
  );
  return new Map(shared.map((wish, nth) => [wish, { kind: 'occurrence', refId: ids[nth]! }]));
}
