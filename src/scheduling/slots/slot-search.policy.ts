import { DAY_MS } from '../../shared/zoned-time.js';
import { openSpans, type OpeningHours, type Span } from '../availability/opening-hours.policy.js';
import { openDates, type BookingWindow, type OpenDates } from './booking-window.policy.js';
import { freeRanges, type Buffers, type BusyTimes } from './free-ranges.policy.js';
import { HostClock } from './host-clock.policy.js';
import { gridsOf, startFrom, type Grid } from './slot-grid.policy.js';

const MINUTE = 60_000;

/** What is offered; lengths are in minutes. */
export interface SlotTerms {
  duration: number;
  /** From one start to the next. */
  interval: number;
  bufferBefore: number;
  bufferAfter: number;
  minimumNotice: number;
  window: BookingWindow;
  maxPerDay: number | null;
  maxPerWeek: number | null;
  maxAttendees: number;
}

/** A live session of the same type; without its seats that are kept for who waits. */
export interface SessionSeats extends Span {
  seatsLeft: number;
}

/** Of the host, from a day before the question's first date until its end and the duration. */
export interface HostTime {
  hours: OpeningHours;
  busy: BusyTimes;
  sessions: readonly SessionSeats[];
  /** The starts of what counts for the limits, in the weeks of the question; a session once. */
  counted: readonly number[];
}

/** Who asks, and when. */
export interface Asker {
  now: number;
  party: number;
}

export interface Slot {
  start: number;
  seatsLeft: number;
}

/** Everything that decides about the starts in a span. */
export interface Offer {
  clock: HostClock;
  earliest: number;
  dates: OpenDates;
  open: Span[];
  free: Span[];
  step: number;
  length: number;
  seats: number;
  limits: Limits;
}

/** The starts in `[span.from, span.until)` that can be booked now, ascending. */
export function listSlots(terms: SlotTerms, host: HostTime, asker: Asker, span: Span): Slot[] {
  if (asker.party > terms.maxAttendees) return [];
  const offer = offerOf(terms, host, asker, span);
  const asked = { from: Math.max(span.from, offer.earliest), until: span.until };
  const slots: Slot[] = [];
  for (const range of offer.free) {
    if (range.from >= asked.until) break;
    if (range.until < asked.from + offer.length) continue;
    for (const grid of gridsOf(range, asked, offer.step, offer.clock))
      addStarts(slots, grid, range, asked, offer);
  }
  const joined = addable(host, offer, asker, asked).map(({ from, seatsLeft }) => ({ start: from, seatsLeft }));
  return joined.length === 0 ? slots : [...slots, ...joined].sort((a, b) => a.start - b.start);
}

function addStarts(slots: Slot[], grid: Grid, range: Span, asked: Span, offer: Offer): void {
  const last = Math.min(grid.until - 1, range.until - offer.length, asked.until - 1);
  for (let start = startFrom(grid, asked.from, offer.step); start <= last; start += offer.step)
    if (isInWindow(offer, start) && !offer.limits.reached(start)) slots.push({ start, seatsLeft: offer.seats });
}

/** Live sessions stay on offer whatever became of the rules, the grid and the limits. */
function addable({ sessions }: HostTime, offer: Offer, { party }: Asker, asked: Span): SessionSeats[] {
  return sessions.filter(
    ({ from, until, seatsLeft }) =>
      seatsLeft >= party &&
      until - from === offer.length &&
      from >= asked.from &&
      from < asked.until &&
      isInWindow(offer, from),
  );
}

/** When the clock alone makes this list another, and be it that its first start is gone; null if never. */
export function listChangesAt(
  { minimumNotice, window }: SlotTerms,
  { hours, changesAt }: Pick<HostTime, 'hours'> & { changesAt: number | null },
  { now }: Asker,
  [first]: readonly Slot[],
): number | null {
  const times = [changesAt ?? Infinity];
  if (first) times.push(minimumNotice > 0 ? first.start - minimumNotice * MINUTE + 1 : first.start);
  if (window.type === 'days' || window.type === 'business_days') {
    const clock = new HostClock(hours.zone, now, now);
    times.push(clock.startOf(clock.dateAt(now) + DAY_MS));
  }
  const earliest = Math.min(...times);
  return earliest === Infinity ? null : earliest;
}

/** Whatever the host's time, nothing starts before it. */
export function earliestStart({ minimumNotice, window }: SlotTerms, now: number): number {
  // A date begins at most a day before its midnight in UTC.
  const opens = window.type === 'range' && window.startOn !== null ? window.startOn - DAY_MS : now;
  return Math.max(soonest(minimumNotice, now), opens);
}

/** At this very instant it has begun. */
function soonest(minimumNotice: number, now: number): number {
  return Math.max(now + 1, now + minimumNotice * MINUTE);
}

export function isInWindow({ dates, clock }: Offer, start: number): boolean {
  const date = clock.dateAt(start);
  return dates.first <= date && date <= dates.last;
}

export function offerOf(terms: SlotTerms, host: HostTime, { now }: Asker, span: Span): Offer {
  const length = terms.duration * MINUTE;
  const { zone } = host.hours;
  const clock = new HostClock(zone, span.from - 8 * DAY_MS, span.until + length + 8 * DAY_MS);
  const known = { from: clock.startOf(clock.dateAt(span.from)) - DAY_MS, until: span.until + length };
  const open = openSpans(host.hours, known);
  return {
    clock,
    earliest: soonest(terms.minimumNotice, now),
    dates: openDates(terms.window, new HostClock(zone, now, now).dateAt(now)),
    open,
    free: freeRanges(open, host.busy, buffersOf(terms)),
    step: terms.interval * MINUTE,
    length,
    seats: terms.maxAttendees,
    limits: new Limits(terms, host.counted, clock),
  };
}

export function buffersOf({ bufferBefore, bufferAfter }: SlotTerms): Buffers {
  return { before: bufferBefore * MINUTE, after: bufferAfter * MINUTE };
}

/** How often may be booked in a host's day and ISO week. */
export class Limits {
  private readonly days = new Map<number, number>();
  private readonly weeks = new Map<number, number>();

  constructor(
    private readonly terms: Pick<SlotTerms, 'maxPerDay' | 'maxPerWeek'>,
    counted: readonly number[],
    private readonly clock: HostClock,
  ) {
    if (terms.maxPerDay === null && terms.maxPerWeek === null) return;
    for (const start of counted) {
      const date = clock.dateAt(start);
      this.days.set(date, (this.days.get(date) ?? 0) + 1);
      this.weeks.set(mondayOf(date), (this.weeks.get(mondayOf(date)) ?? 0) + 1);
    }
  }

  /** The limit that leaves no room for this start, with its period's instants; null where there is room. */
  reached(
    start: number,
  ): (Span & { limit: 'max_bookings_per_day' | 'max_bookings_per_week'; value: number }) | null {
    const { maxPerDay, maxPerWeek } = this.terms;
    if (maxPerDay === null && maxPerWeek === null) return null;
    const date = this.clock.dateAt(start);
    const monday = mondayOf(date);
    if (maxPerDay !== null && (this.days.get(date) ?? 0) >= maxPerDay)
      return { limit: 'max_bookings_per_day', value: maxPerDay, ...this.period(date, 1) };
    if (maxPerWeek !== null && (this.weeks.get(monday) ?? 0) >= maxPerWeek)
      return { limit: 'max_bookings_per_week', value: maxPerWeek, ...this.period(monday, 7) };
    return null;
  }

  private period(date: number, days: number): Span {
    return { from: this.clock.startOf(date), until: this.clock.startOf(date + days * DAY_MS) };
  }
}

function mondayOf(date: number): number {
  const days = date / DAY_MS + 3;
  return date - (((days % 7) + 7) % 7) * DAY_MS;
}
