import fc from 'fast-check';
import {
  isOpen,
  openSpans,
  type DateOverride,
  type OpeningHours,
  type Span,
  type WeeklyRule,
} from './opening-hours.policy.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const at = (text: string) => Date.parse(`${text}Z`);
const clock = (text: string) => {
  const [hours, minutes] = text.split(':').map(Number);
  return hours! * HOUR + minutes! * MINUTE;
};
const rule = (dayOfWeek: number, opens: string, closes: string, id = 1): WeeklyRule => ({
  id,
  dayOfWeek,
  opens: clock(opens),
  closes: clock(closes),
});
const override = (date: string, opens?: string, closes?: string, id = 9): DateOverride => ({
  id,
  date: Date.parse(date),
  window: opens && closes ? { opens: clock(opens), closes: clock(closes) } : null,
});
const hours = (zone: string, weekly: WeeklyRule[], overrides: DateOverride[] = []): OpeningHours => ({
  zone,
  weekly,
  overrides,
});
const daily = (opens: string, closes: string) => [0, 1, 2, 3, 4, 5, 6].map((day) => rule(day, opens, closes));
const span = (from: string, until: string): Span => ({ from: at(from), until: at(until) });
const shown = (spans: Span[]) =>
  spans.map(({ from, until }) =>
    [from, until].map((each) => new Date(each).toISOString().slice(0, 16)).join(' '),
  );

describe('the opening hours of a week', () => {
  const WEEK = span('2026-06-01T00:00', '2026-06-09T00:00');

  it.each([1, 2, 3, 4, 5, 6])('count day %i from Monday on', (day) =>
    expect(shown(openSpans(hours('UTC', [rule(day, '09:00', '17:00')]), WEEK))[0]).toBe(
      `2026-06-0${day}T09:00 2026-06-0${day}T17:00`,
    ),
  );

  it.each([0, 7])('take %i for Sunday', (day) =>
    expect(shown(openSpans(hours('UTC', [rule(day, '09:00', '24:00')]), WEEK))).toEqual([
      '2026-06-07T09:00 2026-06-08T00:00',
    ]),
  );

  it('end on the next day where they end before they start', () =>
    expect(shown(openSpans(hours('UTC', [rule(6, '22:00', '02:00')]), WEEK))).toEqual([
      '2026-06-06T22:00 2026-06-07T02:00',
    ]));

  it('begin on the day before what is asked for', () =>
    expect(
      shown(openSpans(hours('UTC', [rule(0, '22:00', '02:00')]), span('2026-06-08T01:00', '2026-06-08T09:00'))),
    ).toEqual(['2026-06-08T01:00 2026-06-08T02:00']));

  it.each([
    ['00:00', '00:00'],
    ['00:00', '24:00'],
  ])('are the whole day from %s to %s', (opens, closes) =>
    expect(shown(openSpans(hours('UTC', [rule(2, opens, closes)]), WEEK))).toEqual([
      '2026-06-02T00:00 2026-06-03T00:00',
    ]),
  );

  it('last a day from nine to nine', () =>
    expect(shown(openSpans(hours('UTC', [rule(2, '09:00', '09:00')]), WEEK))).toEqual([
      '2026-06-02T09:00 2026-06-03T09:00',
    ]));

  it('are one where they touch or overlap, over midnight too', () =>
    expect(
      shown(
        openSpans(
          hours('UTC', [rule(1, '20:00', '24:00'), rule(2, '00:00', '04:00'), rule(2, '03:00', '05:00')]),
          WEEK,
        ),
      ),
    ).toEqual(['2026-06-01T20:00 2026-06-02T05:00', '2026-06-08T20:00 2026-06-09T00:00']));

  it('are none where there is no rule', () => expect(openSpans(hours('UTC', []), WEEK)).toEqual([]));
});

describe('a date with hours of its own', () => {
  const asked = span('2026-06-01T00:00', '2026-06-04T00:00');

  it('has these and not those of its weekday', () =>
    expect(
      shown(
        openSpans(
          hours('UTC', daily('09:00', '17:00'), [
            override('2026-06-02', '11:00', '12:00'),
            override('2026-06-02', '14:00', '15:00'),
          ]),
          asked,
        ),
      ),
    ).toEqual([
      '2026-06-01T09:00 2026-06-01T17:00',
      '2026-06-02T11:00 2026-06-02T12:00',
      '2026-06-02T14:00 2026-06-02T15:00',
      '2026-06-03T09:00 2026-06-03T17:00',
    ]));

  it('has none where it is closed, and takes no hours of the night before', () =>
    expect(shown(openSpans(hours('UTC', daily('20:00', '04:00'), [override('2026-06-02')]), asked))).toEqual([
      '2026-06-01T00:00 2026-06-01T04:00',
      '2026-06-01T20:00 2026-06-02T00:00',
      '2026-06-03T20:00 2026-06-04T00:00',
    ]));

  it('goes on into the next date, but not into one with hours of its own', () =>
    expect(
      shown(
        openSpans(
          hours(
            'UTC',
            [],
            [override('2026-06-01', '22:00', '03:00'), override('2026-06-02', '22:00', '03:00')],
          ),
          asked,
        ),
      ),
    ).toEqual(['2026-06-01T22:00 2026-06-02T00:00', '2026-06-02T22:00 2026-06-03T03:00']));
});

describe('a meeting', () => {
  const nineToFive = { ...hours('Europe/Berlin', daily('09:00', '17:00')), hasHours: true };

  it.each([
    ['2026-06-01T07:00', '2026-06-01T15:00', true],
    ['2026-06-01T06:59', '2026-06-01T08:00', false],
    ['2026-06-01T14:01', '2026-06-01T15:01', false],
    ['2026-06-01T14:00', '2026-06-02T08:00', false],
    ['2026-12-01T08:00', '2026-12-01T16:00', true],
  ])('from %s to %s lies inside from nine to five in Berlin: %p', (from, until, inside) =>
    expect(isOpen(nineToFive, span(from, until))).toBe(inside),
  );

  it('is anywhere with who has no hours, but not on a closed date', () => {
    const free = { ...hours('UTC', [], [override('2026-06-02')]), hasHours: false };
    expect(isOpen(free, span('2026-06-01T23:00', '2026-06-02T00:00'))).toBe(true);
    expect(isOpen(free, span('2026-06-01T23:00', '2026-06-02T00:01'))).toBe(false);
    expect(isOpen(free, span('2026-06-03T00:00', '2026-06-05T00:00'))).toBe(true);
  });

  it('is within the hours of the only date that has some', () => {
    const once = { ...hours('UTC', [], [override('2026-06-02', '09:00', '10:00')]), hasHours: true };
    expect(isOpen(once, span('2026-06-02T09:00', '2026-06-02T10:00'))).toBe(true);
    expect(isOpen(once, span('2026-06-01T09:00', '2026-06-01T10:00'))).toBe(false);
  });
});

/** The days on which the clocks did something odd, and ordinary ones. */
const NASTY: [zone: string, day: string][] = [
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
];

/** What the wall clock shows at each minute, read from its digits. */
function readings(zone: string, from: number, until: number): { at: number; date: number; minute: number }[] {
  const numeric = 'numeric' as const;
  const digits = { year: numeric, month: numeric, day: numeric, hour: numeric, minute: numeric };
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...digits });
  const all = [];
  for (let instant = from; instant < until; instant += MINUTE) {
    const [month, day, year, hour, minute] = format.format(instant).match(/\d+/g)!.map(Number);
    all.push({ at: instant, date: Date.UTC(year!, month! - 1, day), minute: hour! * 60 + minute! });
  }
  return all;
}

/** Asked minute by minute and written another way: is this time of this date in a rule? */
function isOpenAt({ weekly, overrides }: OpeningHours, date: number, minute: number): boolean {
  const own = (day: number) => {
    const replaced = overrides.filter((each) => each.date === day);
    return replaced.length > 0
      ? replaced.flatMap(({ window }) => (window ? [window] : []))
      : weekly.filter(({ dayOfWeek }) => dayOfWeek % 7 === new Date(day).getUTCDay());
  };
  const time = minute * MINUTE;
  const today = own(date).some(({ opens, closes }) => time >= opens && (closes <= opens || time < closes));
  const yesterdays = overrides.some((each) => each.date === date) ? [] : own(date - DAY);
  return today || yesterdays.some(({ opens, closes }) => closes <= opens && time < closes);
}

const time = (max: number) => fc.integer({ min: 0, max: max / 15 }).map((quarter) => quarter * 15 * MINUTE);
const window = fc.record({ opens: time(1425), closes: time(1440) });
const weekly = fc
  .array(fc.tuple(window, fc.integer({ min: 0, max: 7 })), { maxLength: 12 })
  .map((all) => all.map(([each, dayOfWeek], id) => ({ id, dayOfWeek, ...each })));
const overridesNear = (day: number) =>
  fc
    .array(fc.tuple(fc.integer({ min: -2, max: 2 }), fc.option(window)), { maxLength: 4 })
    .map((all) => all.map(([shift, each], id) => ({ id, date: day + shift * DAY, window: each })));

describe('open spans', () => {
  it.each(NASTY)('in %s around %s are what the clock shows, minute by minute', (zone, day) => {
    const middle = Date.parse(day);
    const asked = { from: middle - 36 * HOUR, until: middle + 60 * HOUR };
    const minutes = readings(zone, asked.from, asked.until);
    fc.assert(
      fc.property(weekly, overridesNear(middle), (rules, dates) => {
        const theirs = hours(zone, rules, dates);
        const spans = openSpans(theirs, asked);
        let next = 0;
        for (const { at: instant, date, minute } of minutes) {
          while (next < spans.length && spans[next]!.until <= instant) next++;
          const isListed = next < spans.length && spans[next]!.from <= instant;
          if (isListed !== isOpenAt(theirs, date, minute))
            throw new Error(`${new Date(instant).toISOString()} is listed: ${isListed}`);
        }
        spans.forEach(({ from }, index) => {
          if (index > 0 && from <= spans[index - 1]!.until) throw new Error('not apart');
        });
      }),
      { numRuns: 25, seed: 15 },
    );
  });

  it('of two stretches of time together are those of both', () => {
    const anywhere = fc.constantFrom(...NASTY);
    fc.assert(
      fc.property(
        anywhere,
        weekly,
        fc.array(fc.integer({ min: -4000, max: 4000 }), { minLength: 3, maxLength: 3 }),
        ([zone, day], rules, cuts) => {
          const theirs = hours(zone, rules, [{ id: 1, date: Date.parse(day), window: null }]);
          const [from, cut, until] = cuts.sort((a, b) => a - b).map((each) => Date.parse(day) + each * MINUTE);
          const parts = [
            ...openSpans(theirs, { from: from!, until: cut! }),
            ...openSpans(theirs, { from: cut!, until: until! }),
          ];
          const together = parts.reduce<Span[]>((all, each) => {
            const last = all.at(-1);
            if (last?.until === each.from) last.until = each.until;
            else all.push({ ...each });
            return all;
          }, []);
          expect(together).toEqual(openSpans(theirs, { from: from!, until: until! }));
        },
      ),
      { numRuns: 300, seed: 15 },
    );
  });
});
