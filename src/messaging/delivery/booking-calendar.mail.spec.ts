import { sequenceOf } from './booking-calendar.mail.js';

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
