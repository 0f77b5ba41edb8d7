import { Booking } from './booking.entity.js';

const at = (hour: number) => new Date(Date.UTC(2030, 0, 1, hour));
const booking = (fields: Partial<Booking>) =>
  Object.assign(new Booking(), { kind: 'ticket', startsAt: at(9), endsAt: at(10), expiresAt: at(1) }, fields);

describe('a booking', () => {
  it('has lapsed at the very instant its hold ends', () => {
    const held = booking({ status: 'pending' });
    expect([held.statusAt(at(0)), held.statusAt(at(1))]).toEqual(['pending', 'expired']);
  });

  it('is completed by its end, a meeting a day later', () => {
    expect(booking({ status: 'confirmed' }).statusAt(at(10))).toBe('completed');
    const meeting = booking({ status: 'confirmed', kind: 'meeting' });
    expect([meeting.statusAt(at(33)), meeting.statusAt(at(34))]).toEqual(['confirmed', 'completed']);
  });
});
