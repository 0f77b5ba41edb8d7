import { entryTold, sequenceOf } from './booking-calendar.mail.js';

it('a change of a booking brings the times and the number that it had, however late it is mailed', () => {
  const [was, is] = ['2035-03-05T09:00:00.000Z', '2035-03-06T09:00:00.000Z'];
  const entry = {
    ...{
      bookingId: 17,
      calendarUid: 'u',
      sequence: 3,
      earlier: 0,
      isCancelled: true,
      confirmedAt: new Date(was),
    },
    ...{ startsAt: new Date(is), endsAt: new Date(is) },
  };
  const calendar = { method: 'REQUEST', summary: 'Intro call', bookingId: 17 } as const;
  const told = (sequence?: number, event?: { sequence: number }) =>
    entryTold(entry, event, {
      ...{ kind: 'booking_moved', mail: { calendar: { ...calendar, sequence } } },
      times: { startsAt: was, endsAt: was },
    });
  expect(told(1)).toEqual({ sequence: 1, entry: { ...entry, startsAt: new Date(was), endsAt: new Date(was) } });
  expect(told()).toEqual({ sequence: 2, entry });
  expect(told(1, { sequence: 4 })).toEqual({ sequence: 1, entry });
  expect(told(undefined, { sequence: 4 })).toEqual({ sequence: 4, entry });
});

const at = (sequence: number, earlier = 0, isCancelled = false) => ({ sequence, earlier, isCancelled });

describe('the sequence of a booking’s calendar entry', () => {
  it('is the booking’s own, for a slot', () => expect(sequenceOf(at(2), undefined, 'booking_moved')).toBe(2));

  it('is lower in what tells of the booking than of its end, in whatever order they are mailed', () => {
    for (const kind of ['booking_confirmation', 'meeting_confirmed'] as const)
      expect(sequenceOf(at(1, 0, true), undefined, kind)).toBe(0);
    for (const kind of ['booking_cancelled', 'hosted_booking_cancelled', 'meeting_cancelled'] as const)
      expect(sequenceOf(at(1, 0, true), undefined, kind)).toBe(1);
  });

  it('goes up by one with each change of its event, and with the end of the booking', () => {
    expect(sequenceOf(at(0), at(3), 'booking_confirmation')).toBe(3);
    expect(sequenceOf(at(1), at(4), 'event_update')).toBe(4);
    expect(sequenceOf(at(2), at(4), 'booking_cancelled')).toBe(5);
  });

  it('goes on where the event is booked again', () => {
    expect(sequenceOf(at(0, 1), at(3), 'booking_confirmation')).toBe(5);
    expect(sequenceOf(at(1, 1), at(3), 'booking_cancelled')).toBe(6);
    expect(sequenceOf(at(0, 2), at(3), 'booking_confirmation')).toBe(7);
  });

  it('goes up by one when the event is cancelled, which counts that itself', () =>
    expect(sequenceOf(at(2), at(5), 'event_cancelled')).toBe(5));
});
