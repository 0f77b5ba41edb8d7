import type { INestApplicationContext } from '@nestjs/common';
import { IdentityApi } from '../identity/identity.api.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { Clock } from '../shared/clock.js';

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
  /** The type's name, or what the meeting is about. */
  title: string;
  slug: string;
  place: string;
  categoryId: number | null;
}

type DemoTime = Omit<Wish, 'title' | 'slug' | 'place' | 'categoryId'> & {
  personId: number;
  awaitsHost: boolean;
};
/** Booking's own: answers the ids in the order of what was wished. */
export type BookTimes = (tx: Tx, times: readonly DemoTime[]) => Promise<number[]>;

const HOUR_MS = 3_600_000;

/** On working days of four weeks behind and three ahead, by the clock of the host, about three times a day. */
const AT = `FROM identity.people p CROSS JOIN generate_series(-28, 21) AS day
  CROSS JOIN LATERAL (SELECT ($now::timestamptz AT TIME ZONE 'UTC')::date + day AS date) AS on_day`;
const STARTS = `(on_day.date + make_interval(hours => hour)) AT TIME ZONE p.timezone`;
// The guides meet somebody on a Monday to come: it is free.
const IS_NEW = `p.id = ANY($hosts) AND extract(isodow FROM on_day.date) < 6
  AND NOT (day > 0 AND extract(isodow FROM on_day.date) = 1)
  AND NOT EXISTS (SELECT FROM booking.time_bookings b WHERE b.host_id = p.id)`;
const WISHES = `
  SELECT 'appointment' AS kind, t.id AS "refId", p.id AS "hostId", ${STARTS} AS "startsAt",
    ${STARTS} + make_interval(mins => t.duration) AS "endsAt", t.buffer_before AS "bufferBeforeMinutes",
    t.buffer_after AS "bufferAfterMinutes", t.cancellation_notice AS "noticeMinutes", t.name AS title, t.slug,
    t.location AS place, NULL::bigint AS "categoryId"
  ${AT} CROSS JOIN unnest(ARRAY[9, 10, 11, 12, 14, 15]) AS hour
  JOIN scheduling.event_types t ON t.owner_id = p.id AND t.deleted_at IS NULL
  WHERE ${IS_NEW} AND t.price_cents = 0 AND t.max_attendees = 1 AND (day * day + hour * 7 + t.id * 3) % 10 < 3
  UNION ALL
  SELECT 'meeting', NULL, p.id, ${STARTS}, ${STARTS} + interval '1 hour', 0, 0, 0,
    (ARRAY['A second pair of eyes', 'How to begin', 'What went wrong last time'])[1 + abs(day) % 3], '', '',
    s.category_id
  ${AT} CROSS JOIN (VALUES (16)) AS at (hour) JOIN scheduling.user_skills s ON s.owner_id = p.id
  WHERE ${IS_NEW} AND abs(day + p.id * 3) % 7 = 0
  ORDER BY "startsAt", "hostId"`;

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

/** Fills the days of hosts that nobody has booked yet; each guest is in one place at a time. */
export async function createDemoAppointments(
  app: INestApplicationContext,
  people: { hosts: string[]; guests: string[] },
  book: BookTimes,
): Promise<void> {
  const [db, identity] = [app.get(Database), app.get(IdentityApi, { strict: false })];
  const now = app.get(Clock).now();
  const [hosts, guests] = [await idsOf(db, people.hosts), await idsOf(db, people.guests)];
  if (guests.length === 0) return;
  await db.transaction(async (tx) => {
    const wishes = withGuests(await tx.query<Wish>(WISHES, { hosts, now }), guests, now);
    if (wishes.length === 0) return;
    const ids = await book(
      tx,
      wishes.map(({ title: _, slug: __, place: ___, categoryId: ____, ...time }) => time),
    );
    const contacts = await identity.contactsOf(guests, tx);
    const rows = wishes.map(({ personId, startsAt, ...wish }, place) => {
      const { fullName: name, email, timezone: zone } = contacts.get(personId)!;
      // Within a day nobody is reminded: a start sends no mails by itself.
      const isSoon = startsAt.getTime() - now.getTime() < 24 * HOUR_MS;
      return { ...wish, ...{ id: ids[place], name, email, zone, reminded_for: isSoon ? startsAt : null } };
    });
    const of = (kind: Wish['kind']) => JSON.stringify(rows.filter((row) => row.kind === kind));
    await tx.query(DESCRIBE_APPOINTMENTS, { now, rows: of('appointment') });
    await tx.query(DESCRIBE_MEETINGS, { rows: of('meeting') });
  });
}

/** In the order of the names. */
async function idsOf(db: Database, usernames: string[]): Promise<number[]> {
  const sql = `SELECT p.id FROM unnest($usernames::text[]) WITH ORDINALITY AS u (name, n)
    JOIN identity.people p ON p.username::text = u.name ORDER BY u.n`;
  return (await db.query<{ id: number }>(sql, { usernames })).map(({ id }) => id);
}

/** One after the other, whoever is free; the last meeting waits for its host. */
function withGuests(wishes: readonly Wish[], guests: readonly number[], now: Date): (Wish & DemoTime)[] {
  const busyUntil = new Map<number, number>();
  let turn = 0;
  const found = wishes.flatMap((wish) => {
    const isFree = (id: number) => (busyUntil.get(id) ?? 0) <= wish.startsAt.getTime();
    const personId = guests.map((_, nth) => guests[(turn + nth) % guests.length]!).find(isFree);
    if (personId === undefined) return [];
    turn += 1;
    busyUntil.set(personId, wish.endsAt.getTime());
    return [{ ...wish, personId, awaitsHost: false }];
  });
  const last = found.findLastIndex(({ kind, startsAt }) => kind === 'meeting' && startsAt > now);
  return found.map((wish, place) => ({ ...wish, awaitsHost: place === last }));
}
