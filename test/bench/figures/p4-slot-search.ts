import { mergedBusyTimes, type ClaimedColumns } from '../../../src/scheduling/slots/busy-columns.policy.js';
import { listSlots, type HostTime, type SlotTerms } from '../../../src/scheduling/slots/slot-search.policy.js';
import { slotsText } from '../../../src/scheduling/slot-lists/slots-text.policy.js';
import { startOfDay } from '../../../src/shared/local-days.js';
import { Random } from '../../support/random.js';
import { luxonSlots } from '../bare/luxon-slots.js';
import { absolute, compared, type Benchmark, type Figure } from '../figure.js';
import { spreadOf } from '../measuring/percentiles.js';
import { inTurns } from '../measuring/rounds.js';

const [HOST, VIEWER] = ['Europe/Berlin', 'America/New_York'];
const FIRST = '2035-03-01';
const [HOUR_MS, DAY_MS] = [3_600_000, 86_400_000];
const MINUTES = 30;
const FROM = startOfDay(FIRST, HOST).getTime();
const NOTHING = { starts: [], ends: [], ids: [] };
const ASKER = { now: Date.parse('2035-01-01T00:00:00Z'), party: 1 };
const TERMS: SlotTerms = {
  ...{ duration: MINUTES, interval: MINUTES, bufferBefore: 0, bufferAfter: 0, minimumNotice: 0 },
  ...{ window: { type: 'unlimited' }, maxPerDay: null, maxPerWeek: null, maxAttendees: 1 },
};

interface Cell {
  days: number;
  busy: number;
}

/** Meetings of ten minutes at any minute of these days. */
function columnsOf({ days, busy }: Cell): ClaimedColumns {
  const random = new Random(days + busy);
  const starts = Array.from({ length: busy }, () => FROM + random.below(days * 1440) * 60_000);
  starts.sort((a, b) => a - b);
  const ends = starts.map((start) => start + 600_000);
  return { starts, ends, froms: starts, untils: ends, ids: starts.map((_, index) => index + 1) };
}

function search(columns: ClaimedColumns, days: number): string {
  const host: HostTime = {
    hours: {
      zone: HOST,
      weekly: [1, 2, 3, 4, 5].map((dayOfWeek) => ({
        ...{ id: dayOfWeek, dayOfWeek, opens: 9 * HOUR_MS, closes: 17 * HOUR_MS },
      })),
      overrides: [],
    },
    busy: mergedBusyTimes(columns, NOTHING),
    ...{ sessions: [], counted: [] },
  };
  const until = startOfDay(new Date(Date.parse(FIRST) + days * DAY_MS).toISOString().slice(0, 10), HOST);
  const slots = listSlots(TERMS, host, ASKER, { from: FROM, until: until.getTime() });
  return slotsText(slots, MINUTES * 60_000, VIEWER);
}

function byLibrary({ starts, ends }: ClaimedColumns, days: number) {
  const busy = starts.map((start, index) => ({
    start: new Date(start).toISOString(),
    end: new Date(ends[index]!).toISOString(),
  }));
  const asked = { hostZone: HOST, viewerZone: VIEWER, firstDay: FIRST, days, opens: 9, closes: 17 };
  return () => luxonSlots({ ...asked, minutes: MINUTES, busy });
}

/** Milliseconds of one, in the best of many short runs: others want the processors too. */
function timed(work: () => unknown, atLeastMs: number): number {
  let best = Infinity;
  const endsAt = performance.now() + atLeastMs;
  do {
    const startedAt = performance.now();
    work();
    best = Math.min(best, performance.now() - startedAt);
  } while (performance.now() < endsAt);
  return best;
}

/** Both find the same, or the figure means nothing. */
function requireSame(text: string, found: ReturnType<typeof luxonSlots>): void {
  const ours = (JSON.parse(text) as { start_time: string; local_start_time: string }[]).map((slot) => [
    slot.start_time,
    slot.local_start_time,
  ]);
  const theirs = found.map((slot) => [slot.start_time, slot.local_start_time]);
  if (JSON.stringify(ours) !== JSON.stringify(theirs)) throw new Error('The two ways find different slots.');
}

/** P4: from what the database hands over to the wire's text, beside a date library's object for each slot. */
export const slotSearch: Benchmark = {
  id: 'P4',
  what: 'slot search of 7, 30 and 90 days with 0, 100 and 1,000 busy times, beside luxon',
  async run(_stage, progress): Promise<Figure[]> {
    const figures: Figure[] = [];
    for (const days of [7, 30, 90])
      for (const busy of [0, 100, 1_000]) {
        const columns = columnsOf({ days, busy });
        const library = byLibrary(columns, days);
        requireSame(search(columns, days), library());
        const contestants = {
          product: async () => timed(() => search(columns, days), 100),
          luxon: async () => timed(library, 100),
        };
        const { results } = await inTurns<number>(contestants, { baseline: 'luxon', of: (ms) => ms, progress });
        const [ours, theirs] = [spreadOf(results.product!), spreadOf(results.luxon!)];
        const goal = { text: '≤ 0.05 × (20 times as fast)', atMost: 0.05 };
        const what = `slot search, ${days} days × ${busy} busy times, luxon beside it`;
        figures.push(compared('P4', what, 'ms', ours, theirs, goal));
        if (days === 30 && busy === 1_000)
          figures.push(
            absolute('P4', 'slot search, 30 days × 1,000 busy times', 'ms', ours, {
              text: '≤ 0.25 ms',
              atMost: 0.25,
            }),
          );
      }
    const times = figures.filter(({ ratio }) => ratio !== null).map(({ ratio }) => 1 / ratio!);
    const average = times.reduce((sum, each) => sum + each, 0) / times.length;
    const goal = { text: '≥ 60 ×', atLeast: 60 };
    return [
      ...figures,
      absolute('P4', 'slot search, as fast as luxon on average', '×', spreadOf([average]), goal),
    ];
  },
};

/** P5: how the search grows. */
export const slotGrowth: Benchmark = {
  id: 'P5',
  what: 'growth of the slot search: 1,000 to 100,000 busy times, 30 to 365 days',
  async run(_stage, progress): Promise<Figure[]> {
    const cells: Record<string, Cell> = {
      '1k': { days: 30, busy: 1_000 },
      '10k': { days: 30, busy: 10_000 },
      '100k': { days: 30, busy: 100_000 },
      year: { days: 365, busy: 12_167 },
    };
    const contestants = Object.fromEntries(
      Object.entries(cells).map(([name, cell]) => {
        const columns = columnsOf(cell);
        return [name, async () => timed(() => search(columns, cell.days), 200)];
      }),
    );
    const { results } = await inTurns<number>(contestants, { baseline: '1k', of: (ms) => ms, progress });
    const spread = (name: string) => spreadOf(results[name]!);
    const tenfold = { text: '≤ 13 × for 10 × busy', atMost: 13 };
    const linear = { text: '≤ 14 × for 12.2 × days', atMost: 14 };
    return [
      compared('P5', '10,000 busy times beside 1,000, 30 days', 'ms', spread('10k'), spread('1k'), tenfold),
      compared('P5', '100,000 busy times beside 10,000, 30 days', 'ms', spread('100k'), spread('10k'), tenfold),
      compared('P5', '365 days beside 30, 33 busy times a day', 'ms', spread('year'), spread('1k'), linear),
    ];
  },
};
