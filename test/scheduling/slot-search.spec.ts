import { openSpans, type Span } from '../../src/scheduling/availability/opening-hours.policy.js';
import { freeRanges } from '../../src/scheduling/slots/free-ranges.policy.js';
import { refusalOf } from '../../src/scheduling/slots/slot-explanation.policy.js';
import { listSlots } from '../../src/scheduling/slots/slot-search.policy.js';
import { minuteByMinute, readings } from './minute-by-minute.js';
import { busyTimes, DAY, DAYS_BEFORE, MINUTE, PLACES, randomCase } from './random-schedules.js';

const SCHEDULES = 2_000;

describe('the search', () => {
  it(`finds in ${SCHEDULES} random schedules what is found minute by minute`, () => {
    const shown = PLACES.map(([zone, day]) => readings(zone, Date.parse(day) - DAYS_BEFORE * DAY));
    let offered = 0;
    for (let seed = 1; seed <= SCHEDULES; seed++) {
      const place = seed % PLACES.length;
      const { from, terms, theirs, busy, asker } = randomCase(seed, PLACES[place]!);
      const span = { from: from + 3 * DAY, until: from + 6 * DAY };
      const slots = new Map(
        listSlots(terms, theirs, asker, span).map(({ start, seatsLeft }) => [start, seatsLeft]),
      );
      const expected = [...minuteByMinute(shown[place]!, from, terms, theirs, busy, asker)].filter(
        ([start]) => start >= span.from && start < span.until,
      );
      offered += slots.size;
      const named = (entries: Iterable<[number, number]>) =>
        [...entries].map(([start, seats]) => `${new Date(start).toISOString()} ${seats}`).sort();
      expect({ seed, slots: named(slots) }).toEqual({ seed, slots: named(expected) });
    }
    expect(offered).toBeGreaterThan(10_000);
  });

  it('refuses nothing that it lists, and all else', () => {
    for (let seed = 1; seed <= 86; seed++) {
      const { from, terms, theirs, asker } = randomCase(seed * 31, PLACES[seed % PLACES.length]!);
      const span = { from: from + 3.5 * DAY, until: from + 5 * DAY };
      const listed = new Set(listSlots(terms, theirs, asker, span).map(({ start }) => start));
      const differing: string[] = [];
      for (let instant = span.from; instant < span.until; instant += 5 * MINUTE) {
        const refusal = refusalOf(terms, theirs, asker, instant);
        if ((refusal === null) !== listed.has(instant))
          differing.push(`${seed} ${new Date(instant).toISOString()} ${refusal?.reason}`);
      }
      for (const start of listed)
        if (refusalOf(terms, theirs, asker, start) !== null) differing.push(`${seed} ${start} listed`);
      expect(differing).toEqual([]);
    }
  });

  it('answers to two spans together what it answers to both', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const { from, terms, theirs, asker } = randomCase(seed * 7, PLACES[seed % PLACES.length]!);
      const cut = from + 3 * DAY + ((seed * 7919) % (3 * 1440)) * MINUTE;
      const [start, end] = [from + 3 * DAY, from + 6 * DAY];
      const parts = [
        ...listSlots(terms, theirs, asker, { from: start, until: cut }),
        ...listSlots(terms, theirs, asker, { from: cut, until: end }),
      ];
      expect(parts).toEqual(listSlots(terms, theirs, asker, { from: start, until: end }));
    }
  });

  it('gives every start its full length in real time, free and open; more busy time frees no minute', () => {
    for (let seed = 1; seed <= 300; seed++) {
      const { from, terms, theirs, busy, asker } = randomCase(seed * 13, PLACES[seed % PLACES.length]!);
      const span = { from: from + 3 * DAY, until: from + 6 * DAY };
      const open = openSpans(theirs.hours, { from: span.from - DAY, until: span.until + DAY });
      const inside = ({ from: start, until }: Span, spans: Span[]) =>
        spans.some((each) => each.from <= start && until <= each.until);
      const fresh = listSlots(terms, { ...theirs, sessions: [] }, asker, span).map(({ start }) => ({
        from: start,
        until: start + terms.duration * MINUTE,
      }));
      for (const meeting of fresh) {
        expect(inside(meeting, open)).toBe(true);
        expect(busy.some((each) => each.from < meeting.until && meeting.from < each.until)).toBe(false);
      }
      const buffers = { before: terms.bufferBefore * MINUTE, after: terms.bufferAfter * MINUTE };
      const before = freeRanges(open, busyTimes(busy.slice(1)), buffers);
      for (const range of freeRanges(open, busyTimes(busy), buffers)) expect(inside(range, before)).toBe(true);
    }
  });
});
