import { InvalidInput } from '../../shared/errors.js';
import { Timeslot } from './timeslot.entity.js';

const at = (hour: number) => new Date(Date.UTC(2030, 0, 1, hour));
const now = at(8);
const fieldsRefused = (act: () => unknown) => {
  try {
    act();
  } catch (error) {
    return Object.keys((error as InvalidInput).fieldErrors!);
  }
  return [];
};

describe('a time slot', () => {
  it.each([
    ['in the past', 7, 9, ['startsAt']],
    ['starting this instant', 8, 9, ['startsAt']],
    ['over before it starts', 10, 9, ['endsAt']],
    ['of no length', 9, 9, ['endsAt']],
    ['wrong in both ways', 7, 6, ['startsAt', 'endsAt']],
    ['to come', 9, 10, []],
  ])('%s', (_, start, end, fields) => {
    const make = () => Timeslot.at(1, { startsAt: at(start), endsAt: at(end) }, now);
    expect(fieldsRefused(make)).toEqual(fields);
  });

  it.each([
    ['beyond year 9999', '9999-12-31T23:00:00Z', '9999-12-31T23:30:00Z', ['endsAt']],
    ['of 8,000 years', '2031-01-01T00:00:00Z', '9031-01-01T00:00:00Z', ['endsAt']],
    ['of ten years and a day more', '2031-01-01T00:00:00Z', '2041-01-09T00:00:00Z', ['endsAt']],
    ['of ten years', '2031-01-01T00:00:00Z', '2041-01-01T00:00:00Z', []],
  ])('%s', (_, startsAt, endsAt, fields) => {
    const times = { startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
    expect(fieldsRefused(() => Timeslot.at(1, times, now))).toEqual(fields);
    const slot = Timeslot.at(1, { startsAt: at(9), endsAt: at(10) }, now);
    expect(fieldsRefused(() => slot.move(times, now))).toEqual(fields);
  });

  it('says whether it was moved', () => {
    const slot = Timeslot.at(1, { startsAt: at(9), endsAt: at(10) }, now);
    expect(slot.move({}, now)).toBe(false);
    expect(slot.move({ startsAt: at(9) }, now)).toBe(false);
    expect(slot.move({ endsAt: at(11) }, now)).toBe(true);
    expect(slot.endsAt).toEqual(at(11));
    expect(fieldsRefused(() => slot.move({ startsAt: at(7) }, now))).toEqual(['startsAt']);
    expect(fieldsRefused(() => slot.move({ startsAt: at(12) }, now))).toEqual(['endsAt']);
  });

  it('once running can be made longer, but not end in the past', () => {
    const slot = Timeslot.at(1, { startsAt: at(9), endsAt: at(11) }, now);
    expect(slot.move({ endsAt: at(12) }, at(10))).toBe(true);
    expect(fieldsRefused(() => slot.move({ endsAt: at(10) }, at(10)))).toEqual(['endsAt']);
  });

  it('that is over stays where it was', () => {
    const slot = Timeslot.at(1, { startsAt: at(9), endsAt: at(11) }, now);
    expect(slot.move({}, at(11))).toBe(false);
    expect(fieldsRefused(() => slot.move({ startsAt: at(20), endsAt: at(21) }, at(11)))).toEqual(['startsAt']);
  });
});
