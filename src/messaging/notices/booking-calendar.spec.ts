import { sequenceOf } from './booking-calendar.js';

const times = { startsAt: new Date(0), endsAt: new Date(1) };
const entry = (sequence: number, rescheduleCount: number) => ({
  ...{ bookingId: 1, calendarUid: 'u', sequence, rescheduleCount, ...times },
});

describe('the sequence of a booking’s calendar entry', () => {
  it('is the booking’s own, for a slot', () => expect(sequenceOf(entry(2, 1), 0)).toBe(2));

  it('goes up by one with each change of its event, moves counted once', () => {
    const life = [
      sequenceOf(entry(0, 0), 0), // booked
      sequenceOf(entry(1, 1), 1), // the event moved
      sequenceOf(entry(1, 1), 2), // another place
      sequenceOf(entry(2, 2), 3), // moved again
      sequenceOf(entry(3, 2), 3), // cancelled by the organizer
    ];
    expect(life).toEqual([0, 1, 2, 3, 4]);
  });

  it('never goes back', () => expect(sequenceOf(entry(4, 3), 1)).toBe(4));
});
