import { DAY_MS, firstInstantFrom, instantsOf } from '../../shared/zoned-time.js';
import { windowsOf, type OpeningHours, type Span } from '../availability/opening-hours.policy.js';
import { guardOf, type BusySource, type BusyTimes } from './free-ranges.policy.js';
import { gridsOf } from './slot-grid.policy.js';
import {
  buffersOf,
  isInWindow,
  offerOf,
  type Asker,
  type HostTime,
  type Offer,
  type SlotTerms,
} from './slot-search.policy.js';

const MINUTE = 60_000;

export const REFUSAL_REASONS = [
  'PAST',
  'NOTICE',
  'WINDOW',
  'SEATS',
  'OVERRIDE_CLOSED',
  'OUTSIDE_RULES',
  'BUSY',
  'BUFFER',
  'OFF_GRID',
  'LIMIT_REACHED',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** Times are instants in milliseconds; null where they do not apply. */
export interface RuleBehind {
  type: 'clock' | 'limit' | 'override' | 'weekly_rule' | 'grid' | BusySource;
  id: number | null;
  limit: string | null;
  value: number | string | null;
  from: number | null;
  until: number | null;
}

export interface Refusal {
  reason: RefusalReason;
  rule: RuleBehind;
}

/** Why `at` is not in the list, the first reason that holds; null where it is. */
export function refusalOf(terms: SlotTerms, host: HostTime, asker: Asker, at: number): Refusal | null {
  const offer = offerOf(terms, host, asker, { from: at, until: at + 1 });
  const meeting = { from: at, until: at + offer.length };
  const session = host.sessions.find(({ from, until }) => from === at && until === meeting.until);
  return (
    timeRefusal(terms, offer, asker, at) ??
    seatsRefusal(terms, asker, session) ??
    (session
      ? null
      : (hoursRefusal(host.hours, offer, meeting) ??
        busyRefusal(terms, host.busy, meeting) ??
        gridRefusal(terms, offer, at) ??
        limitRefusal(offer, at)))
  );
}

function timeRefusal(terms: SlotTerms, offer: Offer, { now }: Asker, at: number): Refusal | null {
  if (at <= now) return refusal('PAST', { type: 'clock', from: now });
  const { minimumNotice, window } = terms;
  if (at < offer.earliest) return limit('NOTICE', 'minimum_notice', minimumNotice, { from: offer.earliest });
  if (window.type === 'unlimited' || isInWindow(offer, at)) return null;
  if (window.type !== 'range') return limit('WINDOW', 'booking_window_days', window.days);
  return offer.clock.dateAt(at) < offer.dates.first
    ? limit('WINDOW', 'booking_window_start', dayOf(window.startOn!))
    : limit('WINDOW', 'booking_window_end', dayOf(window.endOn!));
}

function seatsRefusal(
  { maxAttendees }: SlotTerms,
  { party }: Asker,
  session: HostTime['sessions'][number] | undefined,
): Refusal | null {
  const seats = session?.seatsLeft ?? maxAttendees;
  if (party <= Math.min(seats, maxAttendees)) return null;
  return limit('SEATS', 'max_attendees', maxAttendees, session);
}

function hoursRefusal(hours: OpeningHours, { open, clock }: Offer, meeting: Span): Refusal | null {
  if (open.some(({ from, until }) => from <= meeting.from && meeting.until <= until)) return null;
  const date = clock.dateAt(meeting.from);
  const override = hours.overrides.find((each) => each.date === date);
  const [nearest] = windowsOf(hours, date, date + 1)
    .filter(({ from, until }) => from < date + DAY_MS && until > date)
    .map((window) => ({ ...window, ...shownSpan(hours, window) }))
    .sort((a, b) => distance(a, meeting) - distance(b, meeting));
  const own = nearest && (!override || nearest.type === 'override') ? nearest : null;
  return refusal(override ? 'OVERRIDE_CLOSED' : 'OUTSIDE_RULES', {
    type: override ? 'override' : 'weekly_rule',
    id: own?.id ?? override?.id ?? null,
    from: own?.from ?? null,
    until: own?.until ?? null,
  });
}

function busyRefusal(terms: SlotTerms, busy: BusyTimes, meeting: Span): Refusal | null {
  const buffers = buffersOf(terms);
  let near: number | null = null;
  for (let index = 0; index < busy.starts.length; index++) {
    const core = { from: busy.starts[index]!, until: busy.ends[index]! };
    if (meets(core, meeting)) return refusal('BUSY', { ...busy.sourceOf(index), ...core });
    if (near === null && meets(guardOf(busy, index, buffers), meeting)) near = index;
  }
  if (near === null) return null;
  const core = { from: busy.starts[near]!, until: busy.ends[near]! };
  const isBefore = core.until <= meeting.from;
  const gap = isBefore
    ? Math.max(busy.untils[near]! - core.until, buffers.before)
    : Math.max(core.from - busy.froms[near]!, buffers.after);
  return refusal('BUFFER', {
    ...busy.sourceOf(near),
    ...core,
    limit: isBefore ? 'buffer_before' : 'buffer_after',
    value: gap / MINUTE,
  });
}

function gridRefusal(
  { interval }: SlotTerms,
  { free, clock, step, length }: Offer,
  at: number,
): Refusal | null {
  const range = free.find(({ until }) => at + length <= until);
  const [grid] = range ? gridsOf(range, { from: at, until: Math.max(at, range.from) + 1 }, step, clock) : [];
  if (grid && at >= grid.first && (at - grid.first) % step === 0) return null;
  return refusal('OFF_GRID', {
    type: 'grid',
    limit: 'slot_interval',
    value: interval,
    from: grid?.first ?? null,
  });
}

function limitRefusal({ limits }: Offer, at: number): Refusal | null {
  const reached = limits.reached(at);
  return reached && limit('LIMIT_REACHED', reached.limit, reached.value, reached);
}

function limit(
  reason: RefusalReason,
  name: string,
  value: number | string,
  times: { from?: number; until?: number } = {},
): Refusal {
  const { from = null, until = null } = times;
  return refusal(reason, { type: 'limit', limit: name, value, from, until });
}

function refusal(reason: RefusalReason, rule: Partial<RuleBehind> & Pick<RuleBehind, 'type'>): Refusal {
  return { reason, rule: { id: null, limit: null, value: null, from: null, until: null, ...rule } };
}

/** From when the clock first shows its start, or later, until it last shows its end. */
function shownSpan({ zone }: OpeningHours, { from, until }: Span): Span {
  return {
    from: firstInstantFrom(zone, from),
    until: instantsOf(zone, until).at(-1) ?? firstInstantFrom(zone, until),
  };
}

function distance(span: Span, meeting: Span): number {
  return Math.max(0, span.from - meeting.until, meeting.from - span.until);
}

function meets(one: Span, other: Span): boolean {
  return one.from < other.until && other.from < one.until;
}

function dayOf(date: number): string {
  return new Date(date).toISOString().slice(0, 10);
}
