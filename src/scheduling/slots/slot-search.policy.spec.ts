import type { OpeningHours, Span } from '../availability/opening-hours.policy.js';
import type { BusyTimes } from './free-ranges.policy.js';
import { refusalOf } from './slot-explanation.policy.js';
import { listSlots, type HostTime, type SlotTerms } from './slot-search.policy.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const at = (text: string) => Date.parse(`${text}Z`);
const clock = (text: string) => {
  const [hours, minutes] = text.split(':').map(Number);
  return hours! * HOUR + minutes! * MINUTE;
};

interface Busy {
  from: number;
  until: number;
  before?: number;
  after?: number;
}

function busyTimes(list: Busy[]): BusyTimes {
  const sorted = [...list].sort((a, b) => a.from - b.from);
  return {
    starts: Float64Array.from(sorted, ({ from }) => from),
    ends: Float64Array.from(sorted, ({ until }) => until),
    froms: Float64Array.from(sorted, ({ from, before = 0 }) => from - before * MINUTE),
    untils: Float64Array.from(sorted, ({ until, after = 0 }) => until + after * MINUTE),
    sourceOf: (index) => ({ type: 'booking', id: index + 1 }),
  };
}

const TERMS: SlotTerms = {
  duration: 60,
  interval: 60,
  bufferBefore: 0,
  bufferAfter: 0,
  minimumNotice: 0,
  window: { type: 'unlimited' },
  maxPerDay: null,
  maxPerWeek: null,
  maxAttendees: 1,
};
const LONG_AGO = { now: at('2026-01-01T00:00'), party: 1 };

const daily = (opens: string, closes: string, zone = 'UTC'): OpeningHours => ({
  zone,
  weekly: [0, 1, 2, 3, 4, 5, 6].map((dayOfWeek) => ({
    id: dayOfWeek + 1,
    dayOfWeek,
    opens: clock(opens),
    closes: clock(closes),
  })),
  overrides: [],
});
const host = (hours: OpeningHours, busy: Busy[] = [], more: Partial<HostTime> = {}): HostTime => ({
  hours,
  busy: busyTimes(busy),
  sessions: [],
  counted: [],
  ...more,
});
const monday = { from: at('2026-06-01T00:00'), until: at('2026-06-02T00:00') };
const between = (from: string, until: string): Busy => ({
  from: at(`2026-06-01T${from}`),
  until: at(`2026-06-01T${until}`),
});
const starts = (terms: Partial<SlotTerms>, theirs: HostTime, span: Span = monday, asker = LONG_AGO) =>
  listSlots({ ...TERMS, ...terms }, theirs, asker, span).map(({ start }) =>
    new Date(start).toISOString().slice(11, 16),
  );
const whyNot = (terms: Partial<SlotTerms>, theirs: HostTime, text: string, asker = LONG_AGO) =>
  refusalOf({ ...TERMS, ...terms }, theirs, asker, at(text));

describe('the grid', () => {
  it.each([
    [{ duration: 60, interval: 60 }, ['10:00', '11:00']],
    [{ duration: 30, interval: 30 }, ['09:30', '10:00', '10:30', '11:00', '11:30']],
    [{ duration: 45, interval: 45 }, ['09:15', '10:00', '10:45']],
    [{ duration: 60, interval: 20 }, ['09:20', '09:40', '10:00', '10:20', '10:40', '11:00']],
    [{ duration: 90, interval: 90 }, ['09:30']],
    [{ duration: 50, interval: 50 }, ['09:20', '10:10', '11:00']],
    [{ duration: 7, interval: 7 * 12 }, ['09:15', '10:39']],
    [{ duration: 47, interval: 47 }, ['09:15', '10:02', '10:49']],
  ])('of %j between 09:15 and 12:00 is %j', (terms, expected) =>
    expect(starts(terms, host(daily('09:15', '12:00')))).toEqual(expected),
  );

  it('counts from the local hour where the zone is off by a quarter', () =>
    expect(starts({}, host(daily('09:15', '12:00', 'Asia/Kathmandu')))).toEqual(['04:15', '05:15']));

  it('starts anew after what is busy, with the next minute after its last second', () =>
    expect(
      starts({ duration: 30, interval: 30 }, host(daily('09:00', '12:00'), [between('09:10', '10:00:01')])),
    ).toEqual(['10:30', '11:00', '11:30']));

  it('starts anew at midnight once a free range has run for a day', () => {
    const always = host(daily('00:00', '24:00'), [
      { from: at('2026-05-30T00:00'), until: at('2026-05-31T05:00') },
    ]);
    const forty = { duration: 420, interval: 420 };
    expect(starts(forty, always, { from: at('2026-05-31T00:00'), until: at('2026-06-01T00:00') })).toEqual([
      '05:00',
      '12:00',
      '19:00',
    ]);
    expect(starts(forty, always)).toEqual(['02:00', '09:00', '16:00', '23:00']);
    expect(starts(forty, always, { from: at('2026-06-02T00:00'), until: at('2026-06-03T00:00') })).toEqual([
      '00:00',
      '07:00',
      '14:00',
      '21:00',
    ]);
  });

  it('is not moved by notice, window or the bounds of the question', () => {
    const asker = { now: at('2026-06-01T08:10'), party: 1 };
    const open = host(daily('09:00', '17:00'));
    expect(starts({ minimumNotice: 250 }, open, monday, asker)).toEqual(['13:00', '14:00', '15:00', '16:00']);
    const afternoon = { from: at('2026-06-01T14:01'), until: at('2026-06-01T16:00') };
    expect(starts({}, open, afternoon)).toEqual(['15:00']);
  });
});

describe('notice and window', () => {
  const open = host(daily('09:00', '12:00'));

  it('offer a start exactly at the notice, and none at this very instant', () => {
    const asker = { now: at('2026-06-01T09:00'), party: 1 };
    expect(starts({}, open, monday, asker)).toEqual(['10:00', '11:00']);
    expect(starts({ minimumNotice: 60 }, open, monday, asker)).toEqual(['10:00', '11:00']);
    expect(starts({ minimumNotice: 61 }, open, monday, asker)).toEqual(['11:00']);
    expect(whyNot({}, open, '2026-06-01T09:00', asker)?.reason).toBe('PAST');
    expect(whyNot({ minimumNotice: 61 }, open, '2026-06-01T10:00', asker)).toEqual({
      reason: 'NOTICE',
      rule: {
        type: 'limit',
        id: null,
        limit: 'minimum_notice',
        value: 61,
        from: at('2026-06-01T10:01'),
        until: null,
      },
    });
  });

  it.each([
    ['days', 2, '2026-06-06'],
    ['business_days', 2, '2026-06-08'],
    ['business_days', 1, '2026-06-05'],
    ['days', 0, '2026-06-04'],
  ] as const)('of %s (%i), asked on a Thursday, end with %s', (type, days, last) => {
    const asker = { now: at('2026-06-04T08:00'), party: 1 };
    const span = { from: at('2026-06-04T00:00'), until: at('2026-06-20T00:00') };
    const slots = listSlots({ ...TERMS, window: { type, days } }, open, asker, span);
    expect(new Date(slots.at(-1)!.start).toISOString()).toBe(`${last}T11:00:00.000Z`);
    expect(whyNot({ window: { type, days } }, open, '2026-06-19T09:00', asker)?.rule).toMatchObject({
      limit: 'booking_window_days',
      value: days,
    });
  });

  it('are dates of the host, both included, and either may be open', () => {
    const kiritimati = host(daily('00:00', '24:00', 'Pacific/Kiritimati'));
    const date = Date.parse('2026-06-02');
    const span = { from: at('2026-05-30T00:00'), until: at('2026-06-05T00:00') };
    const ends = (startOn: number | null, endOn: number | null) => {
      const slots = listSlots(
        { ...TERMS, window: { type: 'range', startOn, endOn } },
        kiritimati,
        LONG_AGO,
        span,
      );
      return [slots[0]!, slots.at(-1)!].map(({ start }) => new Date(start).toISOString().slice(0, 16));
    };
    expect(ends(date, date)).toEqual(['2026-06-01T10:00', '2026-06-02T09:00']);
    expect(ends(date, null)).toEqual(['2026-06-01T10:00', '2026-06-04T23:00']);
    expect(ends(null, date)).toEqual(['2026-05-30T00:00', '2026-06-02T09:00']);
    const closed = { window: { type: 'range', startOn: date, endOn: date } } as const;
    expect(whyNot(closed, kiritimati, '2026-06-01T09:00')?.rule).toMatchObject({
      limit: 'booking_window_start',
      value: '2026-06-02',
    });
    expect(whyNot(closed, kiritimati, '2026-06-02T10:00')?.rule).toMatchObject({ limit: 'booking_window_end' });
  });
});

describe('buffers', () => {
  const booked = { ...between('11:00', '12:00'), before: 10, after: 20 };
  const open = host(daily('09:00', '15:00'), [booked]);
  const quarter = { duration: 30, interval: 10 };

  it('keep the greater of both gaps free', () => {
    expect(starts({ ...quarter, bufferAfter: 5 }, open)).toContain('10:20');
    expect(starts({ ...quarter, bufferAfter: 5 }, open)).not.toContain('10:30');
    expect(starts({ ...quarter, bufferAfter: 30 }, open)).not.toContain('10:10');
    expect(starts({ ...quarter, bufferBefore: 20 }, open)).toContain('12:20');
    expect(starts({ ...quarter, bufferBefore: 30 }, open)).not.toContain('12:20');
  });

  it('may lie outside the hours', () =>
    expect(starts({ bufferBefore: 60, bufferAfter: 60 }, host(daily('09:00', '10:00')))).toEqual(['09:00']));

  it('are told from what is busy', () => {
    expect(whyNot(quarter, open, '2026-06-01T10:40')).toEqual({
      reason: 'BUSY',
      rule: { type: 'booking', id: 1, limit: null, value: null, from: booked.from, until: booked.until },
    });
    expect(whyNot(quarter, open, '2026-06-01T10:30')).toMatchObject({
      reason: 'BUFFER',
      rule: { type: 'booking', id: 1, limit: 'buffer_after', value: 10 },
    });
    expect(whyNot({ ...quarter, bufferBefore: 30 }, open, '2026-06-01T12:20')).toMatchObject({
      reason: 'BUFFER',
      rule: { limit: 'buffer_before', value: 30 },
    });
  });
});

describe('limits', () => {
  const span = { from: at('2026-06-01T00:00'), until: at('2026-06-09T00:00') };
  const days = (terms: Partial<SlotTerms>, counted: string[]) => {
    const theirs = host(daily('09:00', '10:00'), [], { counted: counted.map(at) });
    return listSlots({ ...TERMS, ...terms }, theirs, LONG_AGO, span).map(({ start }) =>
      new Date(start).getUTCDate(),
    );
  };

  it('close the rest of a day or of an ISO week', () => {
    expect(days({ maxPerDay: 1 }, ['2026-06-03T20:00'])).toEqual([1, 2, 4, 5, 6, 7, 8]);
    expect(days({ maxPerDay: 2 }, ['2026-06-03T20:00'])).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(days({ maxPerWeek: 2 }, ['2026-06-03T20:00', '2026-06-07T23:59'])).toEqual([8]);
    expect(days({ maxPerWeek: 1 }, ['2026-05-31T23:59', '2026-06-08T00:00'])).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('are named with their period', () => {
    const theirs = host(daily('09:00', '10:00'), [], { counted: [at('2026-06-03T20:00')] });
    expect(whyNot({ maxPerWeek: 1 }, theirs, '2026-06-05T09:00')).toMatchObject({
      reason: 'LIMIT_REACHED',
      rule: {
        limit: 'max_bookings_per_week',
        value: 1,
        from: at('2026-06-01T00:00'),
        until: at('2026-06-08T00:00'),
      },
    });
  });
});

describe('a session', () => {
  const times = between('10:07', '11:07');
  const group = { maxAttendees: 5, maxPerDay: 1 };
  const withSeats = (seatsLeft: number) =>
    host(daily('14:00', '17:00'), [times], { sessions: [{ ...times, seatsLeft }], counted: [times.from] });

  it('stays listed while it has seats for the party, whatever became of rules, grid and limits', () => {
    const list = listSlots({ ...TERMS, ...group }, withSeats(2), { ...LONG_AGO, party: 2 }, monday);
    expect(list).toEqual([{ start: times.from, seatsLeft: 2 }]);
    expect(whyNot(group, withSeats(2), '2026-06-01T10:07', { ...LONG_AGO, party: 2 })).toBeNull();
  });

  it('is full for a greater party, and busy beside its start and for another length', () => {
    const asker = { ...LONG_AGO, party: 3 };
    expect(listSlots({ ...TERMS, ...group }, withSeats(2), asker, monday)).toEqual([]);
    expect(whyNot(group, withSeats(2), '2026-06-01T10:07', asker)).toMatchObject({
      reason: 'SEATS',
      rule: { limit: 'max_attendees', value: 5, from: times.from, until: times.until },
    });
    const all = { hours: daily('09:00', '17:00') };
    expect(whyNot(group, { ...withSeats(2), ...all }, '2026-06-01T10:08')?.reason).toBe('BUSY');
    expect(whyNot({ ...group, duration: 30 }, { ...withSeats(2), ...all }, '2026-06-01T10:07')?.reason).toBe(
      'BUSY',
    );
    expect(whyNot(group, withSeats(2), '2026-06-01T14:00', { ...LONG_AGO, party: 6 })?.reason).toBe('SEATS');
  });
});

describe('hours', () => {
  it('are named by the nearest window of the date', () => {
    const hours = {
      ...daily('09:00', '12:00'),
      weekly: [rule(5, '09:00', '10:00'), rule(6, '14:00', '16:00')],
    };
    expect(whyNot({}, host(hours), '2026-06-01T16:00')).toEqual({
      reason: 'OUTSIDE_RULES',
      rule: {
        type: 'weekly_rule',
        id: 6,
        limit: null,
        value: null,
        from: at('2026-06-01T14:00'),
        until: at('2026-06-01T16:00'),
      },
    });
    expect(whyNot({}, host(hours), '2026-06-02T16:00')?.rule).toMatchObject({ id: null, from: null });
  });

  it('of an override are named by it, closed or not', () => {
    const overrides = [
      { id: 7, date: Date.parse('2026-06-01'), window: null },
      { id: 8, date: Date.parse('2026-06-02'), window: { opens: clock('10:00'), closes: clock('11:00') } },
    ];
    const theirs = host({ ...daily('09:00', '12:00'), overrides });
    expect(whyNot({}, theirs, '2026-06-01T09:00')).toMatchObject({
      reason: 'OVERRIDE_CLOSED',
      rule: { type: 'override', id: 7, from: null, until: null },
    });
    expect(whyNot({}, theirs, '2026-06-02T11:00')).toMatchObject({
      reason: 'OVERRIDE_CLOSED',
      rule: { type: 'override', id: 8, from: at('2026-06-02T10:00') },
    });
    expect(whyNot({}, theirs, '2026-06-02T10:00')).toBeNull();
  });

  function rule(id: number, opens: string, closes: string) {
    return { id, dayOfWeek: 1, opens: clock(opens), closes: clock(closes) };
  }
});
