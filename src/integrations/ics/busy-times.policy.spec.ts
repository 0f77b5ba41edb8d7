import { BERLIN, EVENTS } from '../../../test/support/nasty-calendars.js';
import { busyTimesOf } from './busy-times.policy.js';

const RANGE = { from: Date.parse('2026-03-01T00:00Z'), until: Date.parse('2027-03-31T00:00Z') };
const ASKED = { range: RANGE, timezone: 'Europe/Berlin', addresses: ['ada@example.com'] };

const event = (...lines: string[]) =>
  ['BEGIN:VEVENT', 'UID:one', 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT'].join('\r\n');
const calendar = (...parts: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//EN', ...parts, 'END:VCALENDAR', ''].join('\r\n');
const read = (text: string) => busyTimesOf({ text, ...ASKED });
const written = (instant: number) => new Date(instant).toISOString().replace(/:00[.]000Z$/, '');
const busy = (text: string) =>
  read(text).entries.flatMap((entry) =>
    entry.busy.map(([from, until]) => `${written(from)}/${written(until)}`),
  );

const OFFICE = `BEGIN:VTIMEZONE
TZID:The office
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE`;

const WEEKS = [`DTSTART;${BERLIN}:20260701T100000`, 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=3'];
const [FIRST, SECOND, THIRD] = ['01', '08', '15'].map((day) => `2026-07-${day}T08:00/2026-07-${day}T09:00`);
const instance = (id: string, ...lines: string[]) => event(`RECURRENCE-ID${id}`, ...lines);

/** Whole files. */
const FILES: Record<string, [text: string, busy: (string | undefined)[]]> = {
  'a zone that only the file defines': [
    calendar(
      OFFICE,
      event(
        'DTSTART;TZID=The office:20260701T100000',
        'DURATION:PT1H',
        'RDATE;TZID=The office:20261201T100000',
      ),
    ),
    ['2026-07-01T08:00/2026-07-01T09:00', '2026-12-01T09:00/2026-12-01T10:00'],
  ],
  'the gap of a zone that only the file defines': [
    calendar(OFFICE, event('DTSTART;TZID=The office:20260329T023000', 'DURATION:PT1H')),
    ['2026-03-29T01:30/2026-03-29T02:30'],
  ],
  'a zone whose definition contradicts its name': [
    calendar(
      OFFICE.replace('The office', 'America/New_York'),
      event('DTSTART;TZID=America/New_York:20260701T100000', 'DURATION:PT1H'),
    ),
    ['2026-07-01T14:00/2026-07-01T15:00'],
  ],
  'floating times and days of the file’s zone': [
    calendar(
      'X-WR-TIMEZONE:America/New_York',
      event('DTSTART:20260701T100000', 'DURATION:PT1H', 'RDATE;VALUE=DATE:20260702'),
    ),
    ['2026-07-01T14:00/2026-07-01T15:00', '2026-07-02T14:00/2026-07-02T15:00'],
  ],
  'a day without its first hour': [
    calendar('X-WR-TIMEZONE:Africa/Cairo', event('DTSTART;VALUE=DATE:20260424')),
    ['2026-04-23T22:00/2026-04-24T21:00'],
  ],
  'an instance that moved far away': [
    calendar(
      event(...WEEKS),
      instance(`;${BERLIN}:20260708T100000`, 'DTSTART:20260801T120000Z', 'DURATION:PT2H'),
    ),
    [FIRST, THIRD, '2026-08-01T12:00/2026-08-01T14:00'],
  ],
  'an instance that is named in UTC and cancelled': [
    calendar(instance(':20260708T080000Z', WEEKS[0]!, 'STATUS:CANCELLED'), event(...WEEKS)),
    [FIRST, THIRD],
  ],
  'an instance that is free': [
    calendar(event(...WEEKS), instance(':20260701T080000Z', WEEKS[0]!, 'DURATION:PT1H', 'TRANSP:TRANSPARENT')),
    [SECOND, THIRD],
  ],
  'an instance that is told twice': [
    calendar(
      event(...WEEKS),
      instance(':20260708T080000Z', 'SEQUENCE:2', 'DTSTART:20260709T080000Z', 'DURATION:PT1H'),
      instance(':20260708T080000Z', 'SEQUENCE:1', 'DTSTART:20260710T080000Z', 'DURATION:PT1H'),
    ),
    [FIRST, '2026-07-09T08:00/2026-07-09T09:00', THIRD],
  ],
  'an instance of a series that is not there': [
    calendar(instance(':20260708T080000Z', 'DTSTART:20260709T080000Z', 'DURATION:PT1H')),
    ['2026-07-09T08:00/2026-07-09T09:00'],
  ],
  'an instance that moved in from before the range': [
    calendar(
      event('DTSTART:20260201T080000Z', 'DURATION:PT1H', 'RRULE:FREQ=WEEKLY;COUNT=2'),
      instance(':20260208T080000Z', 'DTSTART:20260310T080000Z', 'DURATION:PT1H'),
    ),
    ['2026-03-10T08:00/2026-03-10T09:00'],
  ],
  'an event that is told twice': [
    calendar(
      event('SEQUENCE:3', 'DTSTART:20260310T090000Z', 'DURATION:PT1H'),
      event('SEQUENCE:1', 'DTSTART:20260311T090000Z', 'DURATION:PT1H'),
    ),
    ['2026-03-10T09:00/2026-03-10T10:00'],
  ],
  'one UID for two events': [
    calendar(
      event('DTSTART:20260310T090000Z', 'DURATION:PT1H'),
      event('DTSTART:20260311T090000Z', 'DURATION:PT1H'),
    ),
    ['2026-03-10T09:00/2026-03-10T10:00', '2026-03-11T09:00/2026-03-11T10:00'],
  ],
  'two calendars in a stream, each with its zone': [
    calendar('X-WR-TIMEZONE:America/New_York', event('DTSTART:20260701T100000', 'DURATION:PT1H')) +
      calendar('X-WR-TIMEZONE:Asia/Tokyo', event('DTSTART:20260701T100000', 'DURATION:PT1H')),
    ['2026-07-01T14:00/2026-07-01T15:00', '2026-07-01T01:00/2026-07-01T02:00'],
  ],
  'folded lines, bare line feeds, a mark, small letters': [
    `\uFEFF${calendar(
      event('summary:a', ' b', 'dtstart;tzid=Euro', ' pe/Berlin:20260701', ' T100000', 'duration:PT1H'),
    )
      .replaceAll('\r\n', '\n')
      .replace('VEVENT', 'vevent')}`,
    ['2026-07-01T08:00/2026-07-01T09:00'],
  ],
};

describe('a calendar file makes its owner busy', () => {
  it.each(Object.entries(EVENTS))('%s', (_, [lines, expected]) => {
    expect([busy(calendar(event(...lines))), read(calendar(event(...lines))).skipped]).toEqual([
      expected,
      null,
    ]);
  });

  it.each(Object.entries(FILES))('%s', (_, [text, expected]) => {
    expect([busy(text), read(text).skipped]).toEqual([expected, null]);
  });

  it('whose zone and name it tells', () => {
    const text = calendar('X-WR-CALNAME:Home', 'X-WR-TIMEZONE:Asia/Tokyo');
    expect(read(text)).toEqual({ name: 'Home', timezone: 'Asia/Tokyo', entries: [], skipped: null });
  });

  it('and a single event says when it is, a series does not', () => {
    const [start, end] = ['2026-03-10T09:00Z', '2026-03-10T10:00Z'].map((time) => Date.parse(time));
    const single = event('DTSTART:20260310T090000Z', 'DURATION:PT1H', 'TRANSP:TRANSPARENT');
    expect(read(calendar(single)).entries).toEqual([{ uid: 'one', busy: [], at: [start, end] }]);
    expect(read(calendar(event(...WEEKS))).entries).toMatchObject([{ uid: 'one', at: null }]);
  });

  const GOOD = event('DTSTART:20260310T090000Z', 'DURATION:PT1H');
  it.each([
    ['a day that no month has', ['DTSTART:20260230T090000Z'], 'its dtstart is no time'],
    ['an hour that no day has', ['DTSTART:20260310T250000Z'], 'its dtstart is no time'],
    ['letters for a time', ['DTSTART:tomorrow'], 'its dtstart is no time'],
    ['no start', ['DTEND:20260310T090000Z'], 'it has no start'],
    [
      'an end before the start',
      ['DTSTART:20260310T090000Z', 'DTEND:20260310T080000Z'],
      'it ends before it starts',
    ],
    ['a negative length', ['DTSTART:20260310T090000Z', 'DURATION:-PT1H'], 'its duration is negative'],
    ['no length', ['DTSTART:20260310T090000Z', 'DURATION:soon'], 'its duration is none'],
    [
      'a day until an hour',
      ['DTSTART;VALUE=DATE:20260310', 'DTEND:20260310T080000Z'],
      'its start and its end are not of one kind',
    ],
    [
      'an unknown zone',
      ['DTSTART;TZID=Middle Earth:20260310T090000', 'DURATION:PT1H'],
      'nobody knows its zone "Middle Earth"',
    ],
    ['an unknown rule', ['DTSTART:20260310T090000Z', 'RRULE:FREQ=SOMETIMES'], 'it is no event'],
    [
      'each minute for a year',
      ['DTSTART:20260310T090000Z', 'DURATION:PT1S', 'RRULE:FREQ=MINUTELY'],
      'it recurs too often',
    ],
    ['no property', ['nonsense'], 'it is no event'],
  ])('but not by an event with %s, which is skipped and named', (_, lines, reason) => {
    const text = calendar(event('SUMMARY:Lunch', ...lines).replace('UID:one', 'UID:two'), GOOD);
    expect(busy(text)).toEqual(['2026-03-10T09:00/2026-03-10T10:00']);
    expect(read(text).skipped).toMatch(new RegExp(`^Skipped: "(Lunch|two)" [(]${reason}[)][.]$`));
  });

  it('and of many that are broken three are named', () => {
    const broken = (at: number) => event(`SUMMARY:No ${at}`, 'DTSTART:x').replace('UID:one', `UID:${at}`);
    const { skipped } = read(calendar(...[1, 2, 3, 4, 5].map(broken)));
    expect(skipped).toMatch(/"No 3" [(][^()]+[)] and 2 more[.]$/);
  });

  it.each([
    ['is a page', '<!doctype html><p>Sign in</p>', 'This is no calendar file.'],
    ['is empty', '', 'The file is cut short.'],
    ['ends within an event', calendar(GOOD).slice(0, 120), 'The file is cut short.'],
    ['ends within a calendar', calendar(GOOD).replace('END:VCALENDAR', ''), 'The file is cut short.'],
    [
      'has too many events',
      calendar(...Array.from({ length: 20_001 }, () => 'BEGIN:VEVENT\r\nEND:VEVENT')),
      'The file has more than 20000 events.',
    ],
  ])('and nothing of it counts where it %s', (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });
});
