import { Booking } from './booking.entity.js';

const at = (hour: number) => new Date(Date.UTC(2030, 0, 1, hour));
const booking = (fields: Partial<Booking>) =>
  Object.assign(
    new Booking(),
    { kind: 'ticket', startsAt: at(9), endsAt: at(10), expiresAt: at(1), graceMinutes: 0 },
    fields,
  );

describe('a booking', () => {
  it('has lapsed at the very instant its hold ends', () => {
    const held = booking({ status: 'pending' });
    expect([held.statusAt(at(0)), held.statusAt(at(1))]).toEqual(['pending', 'expired']);
  });

  it('is completed by its end, or by the grace after it', () => {
    expect(booking({ status: 'confirmed' }).statusAt(at(10))).toBe('completed');
    const graced = booking({ status: 'confirmed', graceMinutes: 24 * 60 });
    expect([graced.statusAt(at(33)), graced.statusAt(at(34))]).toEqual(['confirmed', 'completed']);
  });
});
