import { currentRequest } from '../../platform/context/request-context.js';
import { prepared, type PreparedStatement } from '../../platform/database/prepared-statement.js';
import { violates } from '../../platform/database/sqlstate.js';
import { StaleRead } from '../../platform/database/stale-read.js';
import type { Tx } from '../../platform/database/tx.js';
import { keepRow } from '../../platform/http/idempotency/kept-row.sql.js';
import { outboxSql } from '../../platform/events/payload-sql.js';
import { anyOf, live } from '../model/booking-clock.rules.js';
import {
  bookingWithOfferJson,
  ofJson,
  type BookingWithOffer,
  type BookingWithOfferJson,
} from '../model/booking-columns.sql.js';
import { insertBookings, type NewBookings } from './new-booking.sql.js';
import { AUDIT_DETAILS, PAYLOADS, PUBLISHED_OF, STANDARD_AUDIT_DETAILS } from './transition-payloads.sql.js';
import {
  OBSTACLES,
  TRANSITIONS,
  type Beginning,
  type Transition,
  type TransitionName,
} from './transitions.rules.js';
import { CLAIM_ENTRIES, ENTRY_CHANGES, PUBLISH_LAPSES } from './waitlist-entries.sql.js';

interface Choice {
  /** CTEs, the last of them `chosen (id, offer_id)`; they lock the offers before the bookings. */
  chosen: string;
  /** Answers how many they were instead of the rows: an offer may have had tens of thousands. */
  isCounted?: boolean;
  /** Obstacles that this caller has seen to, such as a sweep that completes what is over. */
  without?: readonly (keyof typeof OBSTACLES)[];
}

interface Start {
  /** CTEs, among them `offer`, whose seats it takes: without a row where it takes none. */
  taking: string;
  made: NewBookings;
  with?: string;
  isCounted?: boolean;
  /** Keeps what it answers under the request's key. */
  keeps?: boolean;
}

/** One statement that guards, writes, frees, records and publishes; its values go by name. */
export function transitionStatement<Name extends TransitionName>(
  statement: string,
  name: Name,
  how: Name extends Beginning ? Start : Choice,
): PreparedStatement {
  const given: Start | Choice = how;
  const row: Transition = TRANSITIONS[name];
  const [first, moved, others] =
    'made' in given
      ? [given.taking, insertBookings(given.made), given.with ? [given.with] : []]
      : [given.chosen, updateBookings(row, given), [...entriesAndOffers(name, row), ...claims(row)]];
  const parts = [first, `moved AS (${moved})`, ...others, ...recorded(name, row), published(name, row)];
  const kept = 'keeps' in given && given.keeps ? MOVED_AND_KEPT : MOVED;
  return prepared(statement, `WITH ${parts.join(', ')} ${given.isCounted ? COUNTED : kept}`);
}

export interface TransitionValues {
  at: Date;
  actorId?: number | null;
  cause?: string | null;
  reason?: string | null;
}

export async function runTransition(
  tx: Tx,
  statement: PreparedStatement,
  { at, actorId = null, cause = null, reason = null }: TransitionValues,
  values: Record<string, unknown> = {},
): Promise<BookingWithOffer[]> {
  const all = { at, actorId, cause, reason, ...origin(), ...values };
  try {
    return (await tx.query<{ answer: BookingWithOfferJson }>(statement, all)).map(({ answer }) =>
      ofJson(answer),
    );
  } catch (error) {
    if (violates(error, 'bookings_used_not_given_up')) throw new StaleRead();
    throw error;
  }
}

export async function countTransition(
  tx: Tx,
  statement: PreparedStatement,
  { at, actorId = null, cause = null, reason = null }: TransitionValues,
  values: Record<string, unknown>,
): Promise<number> {
  const all = { at, actorId, cause, reason, ...origin(), ...values };
  return (await tx.query<{ ended: number }>(statement, all))[0]!.ended;
}

export function origin() {
  const request = currentRequest();
  return { requestId: request?.requestId ?? null, ip: request?.ip || null };
}

/** The offer is locked before its booking, because it is counted first. */
export const ONE = `
  locked AS (SELECT o.id FROM booking.offers o WHERE o.id = $offerId::bigint FOR UPDATE),
  chosen AS (
    SELECT $id::bigint AS id, $offerId::bigint AS offer_id FROM (SELECT count(*) FROM locked) AS first)`;

export const BY_ID = `chosen AS (SELECT b.id, b.offer_id FROM booking.bookings b WHERE b.id = $id)`;

const MOVED = bookingWithOfferJson('moved', 'offer', 'FROM moved LEFT JOIN offer ON offer.id = moved.offer_id');
/** The row is kept as it is answered. */
const MOVED_AND_KEPT = `, answered AS (${MOVED}), kept AS (${keepRow('answered.answer', 'answered')})
  SELECT answer FROM answered`;
const COUNTED = 'SELECT count(*)::integer AS ended FROM moved';

const OFFERS = `offer AS (SELECT o.* FROM booking.offers o WHERE o.id IN (SELECT offer_id FROM moved))`;

const FREED = `
  UPDATE booking.offers o SET taken = o.taken - seats.freed, waiting = o.waiting + seats.back,
    waitlist_due_at = CASE WHEN o.waiting + seats.back > 0 THEN $at::timestamptz ELSE o.waitlist_due_at END
  FROM (
    SELECT moved.offer_id, sum(moved.quantity)::integer AS freed,
      count(*) FILTER (WHERE entry.status = 'waiting')::integer AS back
    FROM moved LEFT JOIN entry ON entry.lost_id = moved.id GROUP BY moved.offer_id
  ) seats
  WHERE o.id = seats.offer_id RETURNING o.*`;

/** Buffers are the host's; everybody else needs the meeting itself alone. */
export const claimedTime = (kind: string, person: string, of = 'moved'): string =>
  `CASE WHEN ${kind} = 'guard' AND ${person} = ${of}.host_id
     THEN tstzrange(${of}.starts_at - make_interval(mins => ${of}.buffer_before_minutes),
       ${of}.ends_at + make_interval(mins => ${of}.buffer_after_minutes))
     ELSE tstzrange(${of}.starts_at, ${of}.ends_at) END`;
const IS_LIVE = live.sql('moved');
const CLAIM = 'coalesce(-moved.offer_id, moved.id)';
const INSERT_CLAIMS = 'INSERT INTO booking.time_claims (booking_id, person_id, kind, claim, during)';

// A no-show's claims are kept, empty, as it may be taken back. Claims that move all go first: between two
// sessions a booking's own core and guard would meet.
const CLAIMS: Record<NonNullable<Transition['claims']>, string> = {
  released: 'released AS (DELETE FROM booking.time_claims c USING moved WHERE c.booking_id = moved.id)',
  suspended: `suspended AS (
    UPDATE booking.time_claims c SET during = 'empty' FROM moved WHERE c.booking_id = moved.id)`,
  moved: `gone AS (
      DELETE FROM booking.time_claims c USING moved WHERE c.booking_id = moved.id
      RETURNING c.booking_id, c.person_id, c.kind
    ), claimed AS (
      ${INSERT_CLAIMS}
      SELECT moved.id, kept.person_id, kept.kind, ${CLAIM}, ${claimedTime('kept.kind', 'kept.person_id')}
      FROM (SELECT booking_id, person_id, kind FROM gone GROUP BY booking_id, person_id, kind) AS kept
      JOIN moved ON moved.id = kept.booking_id)`,
  'taken again': `kept AS (
      UPDATE booking.time_claims c SET claim = ${CLAIM}, during = ${claimedTime('c.kind', 'c.person_id')}
      FROM moved WHERE c.booking_id = moved.id AND ${IS_LIVE} RETURNING c.booking_id
    ), claimed AS (
      ${INSERT_CLAIMS}
      SELECT moved.id, person.id, part.kind, ${CLAIM}, ${claimedTime('part.kind', 'person.id')}
      FROM moved CROSS JOIN LATERAL (
        SELECT DISTINCT who.id FROM (VALUES (moved.host_id), (moved.person_id)) AS who (id)
        WHERE who.id IS NOT NULL) AS person
      CROSS JOIN (VALUES ('core'), ('guard')) AS part (kind)
      WHERE ${IS_LIVE} AND moved.kind = ANY($timeKinds::text[])
        AND NOT EXISTS (SELECT FROM kept WHERE kept.booking_id = moved.id)
    ), released AS (
      DELETE FROM booking.time_claims c USING moved
      WHERE c.booking_id = moved.id AND NOT (${IS_LIVE}))`,
  joined: `claimed AS (
      ${INSERT_CLAIMS}
      SELECT moved.id, moved.person_id, part.kind, ${CLAIM}, ${claimedTime('part.kind', 'moved.person_id')}
      FROM moved CROSS JOIN (VALUES ('core'), ('guard')) AS part (kind)
      WHERE moved.person_id IS NOT NULL AND moved.offer_id IS NOT NULL
        AND EXISTS (SELECT FROM booking.time_claims c WHERE c.booking_id = moved.id)
        AND NOT EXISTS (SELECT FROM booking.time_claims c
          WHERE c.booking_id = moved.id AND c.person_id = moved.person_id))`,
};

function updateBookings(row: Transition, { without = [] }: Choice): string {
  const status = row.status ?? (row.to ? `'${row.to[0]}'` : 'b.status');
  const changes = [`status = ${status}`, ...(row.stamps ? [row.stamps] : [])];
  if (row.to && row.from.includes('pending'))
    changes.push(`held_by = CASE ${status} WHEN 'pending' THEN b.held_by END`);
  const guards = row.unless.filter((each) => !without.includes(each)).map((each) => OBSTACLES[each].sql);
  const conditions = [anyOf(...row.from).sql('b'), ...guards.map((guard) => `(${guard}) IS NOT TRUE`)];
  return `UPDATE booking.bookings b SET ${changes.join(', ')} FROM chosen
    WHERE b.id = chosen.id AND b.offer_id IS NOT DISTINCT FROM chosen.offer_id
      AND ${conditions.join(' AND ')}
    RETURNING b.*, old.starts_at AS previous_starts_at, old.ends_at AS previous_ends_at`;
}

function entriesAndOffers(name: TransitionName, { frees, to }: Transition): string[] {
  if (name === 'cancel') return [`entry AS (${ENTRY_CHANGES.cancelled})`, `offer AS (${FREED})`];
  if (frees)
    return [`entry AS (${ENTRY_CHANGES.expired})`, `offer AS (${FREED})`, `lapses AS (${PUBLISH_LAPSES})`];
  return to?.[0] === 'confirmed' || name === 'take up' ? [CLAIM_ENTRIES, OFFERS] : [OFFERS];
}

function claims(row: Transition): string[] {
  return row.claims ? [CLAIMS[row.claims]] : [];
}

function recorded(name: TransitionName, { action }: Transition): string[] {
  if (!action) return [];
  const [subject] = action.split('.');
  const of = subject === 'waitlist' ? 'entry' : 'moved';
  return [
    `recorded AS (
      INSERT INTO platform.audit_log
        (actor_id, action, subject_type, subject_id, ip_address, request_id, details)
      SELECT $actorId::bigint, '${action}', '${subject}', ${of}.id::text, $ip::text, $requestId::text,
        ${AUDIT_DETAILS[name] ?? STANDARD_AUDIT_DETAILS}
      FROM ${of})`,
  ];
}

function published(name: TransitionName, { event, eventIfPending }: Transition): string {
  const type = eventIfPending
    ? `CASE moved.status WHEN 'pending' THEN '${eventIfPending.name}' ELSE '${event.name}' END`
    : `'${event.name}'`;
  const rows = `FROM moved LEFT JOIN offer ON offer.id = moved.offer_id ${PUBLISHED_OF[name] ?? ''}`;
  return `published AS (${outboxSql(type, PAYLOADS[name], `${rows} ORDER BY moved.id`)})`;
}
