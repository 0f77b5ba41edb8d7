import type { BusyTimes } from '../../src/scheduling/slots/free-ranges.policy.js';
import type { HostTime, SlotTerms } from '../../src/scheduling/slots/slot-search.policy.js';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const DAYS_BEFORE = 4;

export interface Busy {
  from: number;
  until: number;
  before?: number;
  after?: number;
}

export function busyTimes(list: Busy[]): BusyTimes {
  const sorted = [...list].sort((a, b) => a.from - b.from);
  return {
    starts: Float64Array.from(sorted, ({ from }) => from),
    ends: Float64Array.from(sorted, ({ until }) => until),
    froms: Float64Array.from(sorted, ({ from, before = 0 }) => from - before * MINUTE),
    untils: Float64Array.from(sorted, ({ until, after = 0 }) => until + after * MINUTE),
    sourceOf: (index) => ({ type: 'booking', id: index + 1 }),
  };
}

/** Days on which clocks change, and some on which they do not. */
export const PLACES: [zone: string, day: string][] = [
  ['Australia/Lord_Howe', '2026-04-05'],
  ['Australia/Lord_Howe', '2026-10-04'],
  ['Asia/Kathmandu', '2026-06-01'],
  ['Pacific/Chatham', '2026-04-05'],
  ['Pacific/Chatham', '2026-09-27'],
  ['Pacific/Apia', '2011-12-30'],
  ['America/Sao_Paulo', '2018-02-18'],
  ['America/Sao_Paulo', '2018-11-04'],
  ['Africa/Casablanca', '2026-02-15'],
  ['Africa/Casablanca', '2026-03-22'],
  ['Europe/Dublin', '2026-03-29'],
  ['Europe/Dublin', '2026-10-25'],
  ['Antarctica/Troll', '2026-03-29'],
  ['Antarctica/Troll', '2026-10-25'],
  ['Asia/Gaza', '2025-04-12'],
  ['Asia/Gaza', '2025-10-25'],
  ['Africa/Cairo', '2026-04-24'],
  ['Africa/Cairo', '2026-10-29'],
  ['America/Asuncion', '2024-03-24'],
  ['America/Asuncion', '2024-10-06'],
  ['America/Havana', '2017-11-05'],
  ['America/St_Johns', '2010-11-07'],
  ['America/St_Johns', '2026-03-08'],
  ['America/New_York', '2026-03-08'],
  ['America/New_York', '2026-11-01'],
  ['America/Los_Angeles', '2026-11-01'],
  ['America/Santiago', '2026-04-05'],
  ['America/Scoresbysund', '2024-03-31'],
  ['Atlantic/Azores', '2026-10-25'],
  ['Europe/London', '2026-03-29'],
  ['Europe/Berlin', '2026-10-25'],
  ['Europe/Istanbul', '2016-09-07'],
  ['Asia/Beirut', '2026-03-29'],
  ['Asia/Jerusalem', '2026-10-25'],
  ['Asia/Tehran', '2022-03-22'],
  ['Asia/Kolkata', '2026-01-01'],
  ['Asia/Pyongyang', '2018-05-05'],
  ['Australia/Adelaide', '2026-04-05'],
  ['Pacific/Auckland', '2026-09-27'],
  ['Pacific/Norfolk', '2026-10-04'],
  ['Pacific/Kiritimati', '2026-06-01'],
  ['Pacific/Pago_Pago', '2026-06-01'],
  ['UTC', '2026-12-31'],
];

/** mulberry32 */
function randomFrom(seed: number) {
  let state = seed;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (most: number) => Math.floor(next() * most);
  const one = <T>(...of: T[]): T => of[below(of.length)]!;
  return { below, one, chance: (share: number) => next() < share };
}

export interface Case {
  zone: string;
  from: number;
  terms: SlotTerms;
  theirs: HostTime;
  busy: Busy[];
  asker: { now: number; party: number };
}

/** A random host and question around a place's day. */
export function randomCase(seed: number, [zone, day]: [string, string]): Case {
  const { below, one, chance } = randomFrom(seed);
  const middle = Date.parse(day);
  const from = middle - DAYS_BEFORE * DAY;
  const time = () => below(96) * 15 * MINUTE;
  const window = () => (chance(0.1) ? { opens: 0, closes: DAY } : { opens: time(), closes: time() });
  const isAlways = chance(0.2);
  const weekly = isAlways
    ? [0, 1, 2, 3, 4, 5, 6].map((dayOfWeek) => ({ id: dayOfWeek, dayOfWeek, opens: 0, closes: DAY }))
    : Array.from({ length: below(14) }, (_, id) => ({ id, dayOfWeek: below(8), ...window() }));
  const overrides = Array.from({ length: below(3) }, (_, id) => ({
    id,
    date: middle + (below(5) - 2) * DAY,
    window: chance(0.3) ? null : window(),
  }));
  const isGroup = chance(0.3);
  const duration = one(15, 30, 45, 60, 90, 240, 50, 7);
  const busy: Busy[] = Array.from({ length: below(8) }, () => {
    const start = middle - 2 * DAY + below(5 * 24 * 12) * 5 * MINUTE + (chance(0.2) ? below(60) * 1000 : 0);
    const length = (5 + below(300)) * MINUTE + (chance(0.2) ? 17_000 : 0);
    return { from: start, until: start + length, before: one(0, 0, 10, 25), after: one(0, 0, 5, 30) };
  });
  const sessions = Array.from({ length: isGroup ? below(4) : 0 }, (_, index) => {
    const start = middle - DAY + index * 17 * HOUR + below(100) * 5 * MINUTE;
    return { from: start, until: start + one(duration, duration, 60) * MINUTE, seatsLeft: below(4) };
  });
  const date = () => middle + (below(5) - 2) * DAY;
  const terms: SlotTerms = {
    duration,
    interval: one(duration, duration, 15, 20, 60, 7, 100),
    bufferBefore: one(0, 0, 5, 15, 60),
    bufferAfter: one(0, 0, 10, 20),
    minimumNotice: one(0, 0, 30, 600, 1440),
    window: one<SlotTerms['window']>(
      { type: 'unlimited' },
      { type: 'days', days: below(4) },
      { type: 'business_days', days: below(3) },
      { type: 'range', startOn: one(null, date()), endOn: one(null, date()) },
    ),
    maxPerDay: one(null, null, 1, 2),
    maxPerWeek: one(null, null, 2, 3),
    maxAttendees: isGroup ? 3 : 1,
  };
  const counted = [...sessions.map((session) => session.from), ...busy.slice(0, 2).map((each) => each.from)];
  const all = [...busy, ...sessions];
  const asker = { now: middle - 2 * DAY + below(3 * 24 * 3600) * 1000, party: isGroup ? 1 + below(4) : 1 };
  return {
    zone,
    from,
    terms,
    theirs: { hours: { zone, weekly, overrides }, busy: busyTimes(all), sessions, counted },
    busy: all,
    asker,
  };
}
