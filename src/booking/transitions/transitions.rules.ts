import type { EventType } from '../../platform/events/event.js';
import { Forbidden, type DomainError } from '../../shared/errors.js';
import { AlreadyCheckedIn, InvalidTransition, PaymentRequired, TooLate } from '../booking.errors.js';
import {
  BookingCancelled,
  BookingCheckedIn,
  BookingCheckInUndone,
  BookingCompleted,
  BookingConfirmed,
  BookingExpired,
  BookingHeld,
  BookingMissed,
  BookingMissUndone,
  BookingRescheduled,
  BookingResized,
  SeatOffered,
} from '../booking.events.js';
import {
  checkInOpen,
  HOST_ANSWERS_WITHIN_HOURS,
  insideNotice,
  lapsed,
  longOver,
  over,
  started,
  timeOver,
  type BookingStatus,
} from '../model/booking-clock.rules.js';
import type { Booking } from '../model/booking.entity.js';

/** Who did not come. */
export type Missed = 'booker' | 'host';

export interface Attempt {
  at: Date;
  cause?: string | null;
  /** By who is booked, where only they confirm. */
  byHost?: boolean;
  missed?: Missed;
}

interface Obstacle {
  of(booking: Booking, attempt: Attempt): boolean;
  sql: string;
  refusal?(booking: Booking): DomainError;
}

const markOf = ({ bookerMissedAt, hostMissedAt }: Booking, missed?: Missed): Date | null =>
  missed === 'host' ? hostMissedAt : bookerMissedAt;
const IS_MARKED = `CASE $missed::text WHEN 'host' THEN b.host_missed_at
  ELSE b.booker_missed_at END IS NOT NULL`;
const IS_MARKED_BY_OTHER = `CASE $missed::text WHEN 'host' THEN b.booker_missed_at
  ELSE b.host_missed_at END IS NOT NULL`;

/** What stands in the way although the state is right; each is said in the README by its name. */
export const OBSTACLES = {
  // What reads the booking with its offer sees it cancelled then.
  withdrawn: {
    of: () => false,
    sql: `EXISTS (SELECT FROM booking.offers w WHERE w.id = b.offer_id AND w.withdrawing_since IS NOT NULL)`,
  },
  lapsed: { of: (booking, { at }) => lapsed.of(booking, at), sql: lapsed.sql('b', '$at') },
  'not lapsed': { of: (booking, { at }) => !lapsed.of(booking, at), sql: `NOT (${lapsed.sql('b', '$at')})` },
  over: { of: (booking, { at }) => over.of(booking, at), sql: over.sql('b', '$at') },
  'not started': { of: (booking, { at }) => !started.of(booking, at), sql: `NOT (${started.sql('b', '$at')})` },
  'over for 7 days': { of: (booking, { at }) => longOver.of(booking, at), sql: longOver.sql('b', '$at') },
  'inside its notice': {
    of: (booking, { at, cause }) => cause === 'booker' && insideNotice.of(booking, at),
    sql: `$cause::text IS NOT DISTINCT FROM 'booker' AND ${insideNotice.sql('b', '$at')}`,
    refusal: () => new TooLate(),
  },
  'unconfirmed by its host': {
    of: ({ awaitsHost }, { byHost }) => awaitsHost && !byHost,
    sql: 'b.awaits_host AND NOT $byHost::boolean',
    refusal: () => new Forbidden('Only the host confirms this.'),
  },
  unpaid: {
    of: ({ isPaid }) => !isPaid,
    sql: 'b.paid_cents < b.price_cents',
    refusal: ({ priceCents, paidCents, currency }) => new PaymentRequired(priceCents - paidCents, currency),
  },
  'paid beyond its price': { of: () => false, sql: 'b.paid_cents + $cents::bigint > b.price_cents' },
  'checked in': { of: ({ checkedInAt }) => checkedInAt !== null, sql: 'b.checked_in_at IS NOT NULL' },
  used: {
    of: ({ checkedInAt }, { cause }) => checkedInAt !== null && cause !== 'offer_withdrawn',
    sql: `b.checked_in_at IS NOT NULL AND $cause::text IS DISTINCT FROM 'offer_withdrawn'`,
    refusal: ({ checkedInAt }) => new AlreadyCheckedIn(checkedInAt!),
  },
  'not checked in': { of: ({ checkedInAt }) => checkedInAt === null, sql: 'b.checked_in_at IS NULL' },
  'marked already': { of: (booking, { missed }) => markOf(booking, missed) !== null, sql: IS_MARKED },
  'not marked': {
    of: (booking, { missed }) => missed !== undefined && markOf(booking, missed) === null,
    sql: `NOT (${IS_MARKED})`,
  },
  'missed by one alone': {
    of: ({ bookerMissedAt, hostMissedAt }) => bookerMissedAt === null || hostMissedAt === null,
    sql: 'b.booker_missed_at IS NULL OR b.host_missed_at IS NULL',
  },
  'settled for it': {
    of: ({ settledAt, bookerMissedAt, hostMissedAt }) =>
      settledAt !== null && [bookerMissedAt, hostMissedAt].every((mark) => mark === null || mark < settledAt),
    sql: 'b.settled_at > greatest(b.booker_missed_at, b.host_missed_at)',
  },
  'check-in closed': {
    of: (booking, { at }) => !checkInOpen.of(booking, at),
    sql: `NOT (${checkInOpen.sql('b', '$at')})`,
  },
} as const satisfies Record<string, Obstacle>;

export interface Transition {
  from: readonly BookingStatus[];
  /** What it becomes; null: what it was. The first is told where the clock chooses. */
  to: readonly BookingStatus[] | null;
  unless: readonly (keyof typeof OBSTACLES)[];
  event: EventType;
  eventIfPending?: EventType;
  action: string | null;
  /** Gives back its seats, and its place in the queue. */
  frees?: boolean;
  /** Its claims on people's time: kept where nothing is said. */
  claims?: 'released' | 'suspended' | 'moved' | 'taken again' | 'joined';
  stamps?: string;
  /** SQL of the state, where `to` does not say it. */
  status?: string;
}

const WHOLE = '(b.paid_cents + $cents::bigint = b.price_cents)';
const RETIMED = '(b.starts_at, b.ends_at) <> (chosen.starts_at, chosen.ends_at)';
const FOLLOWING = `starts_at = chosen.starts_at, ends_at = chosen.ends_at, label_id = chosen.label_id,
  host_id = chosen.organizer_id, sequence = b.sequence + CASE WHEN ${RETIMED} THEN 1 ELSE 0 END,
  bought_starts_at = CASE WHEN b.starts_at <> chosen.starts_at
    THEN coalesce(b.bought_starts_at, b.starts_at) ELSE b.bought_starts_at END,
  moved_at = CASE WHEN $isElsewhere::boolean OR ${RETIMED} THEN $at::timestamptz ELSE b.moved_at END`;
/** Never older than the settlement it saw, which may have come while it waited. */
const MARKED_AT = 'greatest($at::timestamptz, b.settled_at)';
const MISSED_STAMPS = `
  booker_missed_at = CASE WHEN $missed::text = 'booker' THEN ${MARKED_AT} ELSE b.booker_missed_at END,
  host_missed_at = CASE WHEN $missed::text = 'host' THEN ${MARKED_AT} ELSE b.host_missed_at END`;
const HOST_ANSWERS_BY = (from: string, starts = 'b.starts_at') =>
  `least(${from} + interval '${HOST_ANSWERS_WITHIN_HOURS} hours', ${starts})`;
const FIRM_NOW = `(${WHOLE} AND NOT b.awaits_host)`;

/** Every way a booking begins, and goes from state to state; all others are refused. */
export const TRANSITIONS = {
  reserve: {
    from: [],
    to: ['confirmed', 'pending'],
    unless: [],
    event: BookingConfirmed,
    eventIfPending: BookingHeld,
    action: 'booking.reserved',
  },
  grant: {
    from: [],
    to: ['pending'],
    unless: [],
    event: SeatOffered,
    action: 'waitlist.offered',
  },
  confirm: {
    from: ['pending'],
    to: ['confirmed'],
    unless: ['lapsed', 'withdrawn', 'unconfirmed by its host', 'unpaid'],
    event: BookingConfirmed,
    action: 'booking.confirmed',
    claims: 'joined',
    stamps: 'confirmed_at = $at, expires_at = NULL',
  },
  'take up': {
    from: ['pending'],
    to: null,
    unless: ['lapsed', 'withdrawn', 'unpaid'],
    event: BookingHeld,
    action: 'booking.taken_up',
    claims: 'joined',
    stamps: `expires_at = ${HOST_ANSWERS_BY('$at::timestamptz')}`,
  },
  complete: {
    from: ['confirmed'],
    to: ['completed'],
    unless: ['over', 'withdrawn'],
    event: BookingCompleted,
    action: 'booking.completed',
    claims: 'released',
    stamps: 'completed_at = $at',
  },
  miss: {
    from: ['confirmed', 'completed'],
    to: ['no_show'],
    unless: ['withdrawn', 'not started', 'over for 7 days'],
    event: BookingMissed,
    action: 'booking.no_show',
    claims: 'suspended',
    stamps: MISSED_STAMPS,
  },
  'miss too': {
    from: ['no_show'],
    to: null,
    unless: ['marked already', 'over for 7 days', 'settled for it'],
    event: BookingMissed,
    action: 'booking.no_show',
    stamps: MISSED_STAMPS,
  },
  cancel: {
    from: ['pending', 'confirmed'],
    to: ['cancelled'],
    unless: ['lapsed', 'over', 'withdrawn', 'used', 'inside its notice'],
    event: BookingCancelled,
    action: 'booking.cancelled',
    frees: true,
    claims: 'released',
    stamps: `cancelled_at = $at, cancelled_by = $actorId, cancel_cause = $cause::text,
      cancel_reason = $reason::text, sequence = b.sequence + 1`,
  },
  expire: {
    from: ['pending'],
    to: ['expired'],
    unless: ['not lapsed'],
    event: BookingExpired,
    action: 'booking.expired',
    frees: true,
    claims: 'released',
  },
  unmiss: {
    from: ['no_show'],
    to: ['completed', 'confirmed', 'no_show'],
    unless: ['not marked', 'over for 7 days', 'settled for it'],
    event: BookingMissUndone,
    action: 'booking.no_show_undone',
    claims: 'taken again',
    status: `CASE WHEN ${IS_MARKED_BY_OTHER} THEN 'no_show'
      WHEN ${timeOver.sql('b', '$at')} THEN 'completed' ELSE 'confirmed' END`,
    stamps: `completed_at = CASE WHEN ${timeOver.sql('b', '$at')} THEN coalesce(b.completed_at, $at) END,
      booker_missed_at = CASE WHEN $missed::text = 'host' THEN b.booker_missed_at END,
      host_missed_at = CASE WHEN $missed::text = 'booker' THEN b.host_missed_at END`,
  },
  award: {
    from: ['no_show'],
    to: ['completed'],
    unless: ['missed by one alone', 'settled for it'],
    event: BookingCompleted,
    action: 'booking.awarded',
    claims: 'released',
    stamps: 'completed_at = coalesce(b.completed_at, $at)',
  },
  annul: {
    from: ['no_show'],
    to: ['cancelled'],
    unless: ['missed by one alone', 'settled for it'],
    event: BookingCancelled,
    action: 'booking.annulled',
    claims: 'released',
    stamps: `cancelled_at = $at, cancelled_by = $actorId, cancel_cause = $cause::text,
      sequence = b.sequence + 1`,
  },
  pay: {
    from: ['pending'],
    to: ['confirmed'],
    unless: ['withdrawn', 'paid beyond its price'],
    event: BookingConfirmed,
    action: 'booking.paid',
    status: `CASE WHEN ${FIRM_NOW} THEN 'confirmed' ELSE b.status END`,
    stamps: `paid_cents = b.paid_cents + $cents::bigint,
      confirmed_at = CASE WHEN ${FIRM_NOW} THEN $at::timestamptz END,
      expires_at = CASE WHEN ${FIRM_NOW} THEN NULL
        WHEN ${WHOLE} THEN ${HOST_ANSWERS_BY('b.registered_at')} ELSE b.expires_at END`,
    claims: 'joined',
  },
  rebook: {
    from: ['expired'],
    to: ['confirmed', 'pending'],
    unless: [],
    event: BookingConfirmed,
    eventIfPending: BookingHeld,
    action: 'booking.paid',
    claims: 'taken again',
    status: `CASE WHEN b.awaits_host THEN 'pending' ELSE 'confirmed' END`,
    stamps: `paid_cents = b.paid_cents + $cents::bigint,
      expires_at = CASE WHEN b.awaits_host THEN ${HOST_ANSWERS_BY('b.registered_at', 'chosen.starts_at')} END,
      confirmed_at = CASE WHEN NOT b.awaits_host THEN $at::timestamptz END,
      sequence = b.sequence + 1, starts_at = chosen.starts_at, ends_at = chosen.ends_at,
      host_id = chosen.organizer_id, label_id = chosen.label_id`,
  },
  reschedule: {
    from: ['pending', 'confirmed'],
    to: null,
    unless: ['lapsed', 'over', 'withdrawn', 'used', 'inside its notice'],
    event: BookingRescheduled,
    action: 'booking.rescheduled',
    claims: 'moved',
    stamps: `starts_at = $startsAt, ends_at = $endsAt, offer_id = $toOffer::bigint,
      ref_id = $refId::bigint, label_id = $labelId::bigint,
      expires_at = CASE b.status WHEN 'pending'
        THEN least(coalesce($expiresAt::timestamptz, b.expires_at), $holdLimit::timestamptz) END,
      bought_starts_at = CASE WHEN $cause::text <> 'booker' THEN coalesce(b.bought_starts_at, b.starts_at) END,
      moved_at = CASE WHEN $cause::text <> 'booker' THEN $at::timestamptz END,
      sequence = b.sequence + 1, reschedule_count = b.reschedule_count + 1`,
  },
  follow: {
    from: ['pending', 'confirmed'],
    to: null,
    unless: [],
    event: BookingRescheduled,
    action: null,
    claims: 'moved',
    stamps: FOLLOWING,
  },
  'move together': {
    from: ['pending', 'confirmed'],
    to: null,
    unless: [],
    event: BookingRescheduled,
    action: 'booking.rescheduled',
    claims: 'moved',
    stamps: `${FOLLOWING},
      reschedule_count = b.reschedule_count + CASE WHEN ${RETIMED} THEN 1 ELSE 0 END`,
  },
  resize: {
    from: ['pending', 'confirmed'],
    to: null,
    unless: ['lapsed', 'over', 'withdrawn', 'inside its notice'],
    event: BookingResized,
    action: 'booking.resized',
    stamps: 'quantity = b.quantity + $seats::integer, sequence = b.sequence + 1',
  },
  'check in': {
    from: ['confirmed', 'completed'],
    to: null,
    unless: ['withdrawn', 'checked in', 'check-in closed'],
    event: BookingCheckedIn,
    action: 'booking.checked_in',
    stamps: 'checked_in_at = $at',
  },
  'undo check-in': {
    from: ['pending', 'confirmed', 'completed', 'no_show', 'cancelled', 'expired'],
    to: null,
    unless: ['not checked in', 'check-in closed'],
    event: BookingCheckInUndone,
    action: 'booking.check_in_undone',
    stamps: 'checked_in_at = NULL',
  },
} as const satisfies Record<string, Transition>;

export type TransitionName = keyof typeof TRANSITIONS;
export type PublishedBy<Name extends TransitionName> = (typeof TRANSITIONS)[Name] extends {
  event: EventType<infer Payload>;
}
  ? Payload
  : never;
export type Beginning = 'reserve' | 'grant';

/** What a person can bring about: what a 409 tells. */
const TOLD: readonly TransitionName[] = ['confirm', 'complete', 'miss', 'unmiss', 'cancel', 'expire'];

export function allowedAt(booking: Booking, at: Date): BookingStatus[] {
  return TOLD.filter((name) => isOpen(name, booking, at)).map((name) => targetOf(name, booking, at));
}

/** Why a booking cannot go this way now; null where nothing is in the way. */
export function refusalOf(name: TransitionName, booking: Booking, attempt: Attempt): DomainError | null {
  const { from, unless }: Transition = TRANSITIONS[name];
  const status = booking.statusAt(attempt.at);
  const invalid = () =>
    new InvalidTransition(status, targetOf(name, booking, attempt.at), allowedAt(booking, attempt.at));
  if (!from.includes(status)) return invalid();
  const obstacle = unless.map((each): Obstacle => OBSTACLES[each]).find(({ of }) => of(booking, attempt));
  return obstacle ? (obstacle.refusal?.(booking) ?? invalid()) : null;
}

function isOpen(name: TransitionName, booking: Booking, at: Date): boolean {
  const { from, unless }: Transition = TRANSITIONS[name];
  const hindered = unless.some((each) => {
    const { of, refusal }: Obstacle = OBSTACLES[each];
    return !refusal && each !== 'not lapsed' && of(booking, { at });
  });
  return from.includes(booking.statusAt(at)) && !hindered;
}

function targetOf(name: TransitionName, booking: Booking, at: Date): BookingStatus {
  const { to }: Transition = TRANSITIONS[name];
  if (name === 'unmiss') return timeOver.of(booking, at) ? 'completed' : 'confirmed';
  if (name === 'miss too') return 'no_show';
  if (name === 'take up') return 'confirmed';
  return to?.[0] ?? (`${name}d` as BookingStatus);
}
