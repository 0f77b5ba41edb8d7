import { firstInstantFrom, instantOf, instantsOf, offsetAt, stretchesOf } from './zoned-time.js';

const HOUR = 3_600_000;
const utc = (text: string) => Date.parse(`${text}Z`);
/** Reads the digits of the clock, where the code under test reads the name of its offset. */
function wallClock(zone: string): (instant: number) => number {
  const numeric = 'numeric' as const;
  const digits = {
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  };
  const clock = new Intl.DateTimeFormat('en-US', { timeZone: zone, hourCycle: 'h23', ...digits });
  return (instant) => {
    const [month, day, year, hour, minute, second] = clock.format(instant).match(/\d+/g)!.map(Number);
    return Date.UTC(year!, month! - 1, day, hour, minute, second);
  };
}

const shown = (instants: number[]) => instants.map((each) => new Date(each).toISOString().slice(0, 16));

const ODD_ZONES = [
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Chatham',
  'Pacific/Apia',
  'America/Sao_Paulo',
  'Africa/Casablanca',
  'Europe/Dublin',
  'Antarctica/Troll',
  'Asia/Gaza',
  'Africa/Cairo',
  'America/Asuncion',
  'America/Boa_Vista',
  'America/New_York',
  'UTC',
];

describe('the clock of a zone', () => {
  it.each(ODD_ZONES)('has the offset of %s that its digits show, every three hours of five years', (zone) => {
    const read = wallClock(zone);
    const different: string[] = [];
    for (const year of [2000, 2011, 2018, 2026, 2031])
      for (let at = Date.UTC(year, 0, 1) + 7000; at < Date.UTC(year + 1, 0, 1); at += 3 * HOUR)
        if (at + offsetAt(zone, at) !== read(at)) different.push(new Date(at).toISOString());
    expect(different).toEqual([]);
  });

  it.each([
    ['Europe/Berlin', '2026-03-29T02:30', [], '2026-03-29T01:30'],
    ['Europe/Berlin', '2026-03-29T03:00', ['2026-03-29T01:00'], '2026-03-29T01:00'],
    ['Europe/Berlin', '2026-10-25T02:30', ['2026-10-25T00:30', '2026-10-25T01:30'], '2026-10-25T00:30'],
    ['Australia/Lord_Howe', '2026-04-05T01:45', ['2026-04-04T14:45', '2026-04-04T15:15'], '2026-04-04T14:45'],
    ['Antarctica/Troll', '2026-03-29T02:30', [], '2026-03-29T02:30'],
    ['Pacific/Apia', '2011-12-30T12:00', [], '2011-12-30T22:00'],
    ['America/Sao_Paulo', '2018-11-04T00:00', [], '2018-11-04T03:00'],
    ['Asia/Kathmandu', '2026-06-01T05:45', ['2026-06-01T00:00'], '2026-06-01T00:00'],
  ])('shows in %s %s at these instants, and as one', (zone, wall, instants, one) => {
    expect(shown(instantsOf(zone, utc(wall)))).toEqual(instants);
    expect(shown([instantOf(zone, utc(wall))])).toEqual([one]);
  });

  it.each([
    ['America/Sao_Paulo', '2018-11-04T00:00', '2018-11-04T03:00'],
    ['America/Havana', '2017-11-05T00:00', '2017-11-05T04:00'],
    ['Pacific/Apia', '2011-12-30T00:00', '2011-12-30T10:00'],
  ])('reaches in %s %s first at %s', (zone, wall, instant) =>
    expect(shown([firstInstantFrom(zone, utc(wall))])).toEqual([instant]),
  );

  it('joins the years of a zone that does not change, and cuts what was not asked for', () => {
    const [from, until] = [utc('2024-05-01T10:00'), utc('2027-02-01T00:00')];
    expect(stretchesOf('Asia/Tokyo', from, until)).toEqual([{ from, until, offset: 9 * HOUR }]);
    expect(stretchesOf('Europe/London', utc('2026-12-31T23:00'), utc('2027-03-28T02:00'))).toEqual([
      { from: utc('2026-12-31T23:00'), until: utc('2027-03-28T01:00'), offset: 0 },
      { from: utc('2027-03-28T01:00'), until: utc('2027-03-28T02:00'), offset: HOUR },
    ]);
  });
});
