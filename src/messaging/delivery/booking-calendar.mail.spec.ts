import { sequenceOf } from './booking-calendar.mail.js';

const at = (sequence: number) => ({ sequence });

describe('the sequence of a booking’s calendar entry', () => {
  it('is the booking’s own, for a slot', () => expect(sequenceOf(at(2), undefined, 'booking_moved')).toBe(2));

  it('goes up by one with each change of its event, and with the end of the booking', () => {
    expect(sequenceOf(at(0), at(3), 'booking_confirmation')).toBe(3);
    expect(sequenceOf(at(1), at(4), 'event_update')).toBe(4);
    expect(sequenceOf(at(2), at(4), 'booking_cancelled')).toBe(5);
  });

  it('goes up by one when the event is cancelled, which counts that itself', () =>
    expect(sequenceOf(at(2), at(5), 'event_cancelled')).toBe(5));
});
