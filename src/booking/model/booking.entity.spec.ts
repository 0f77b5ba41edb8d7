import { InvalidTransition } from '../booking.errors.js';
import { BOOKING_STATUSES, type BookingStatus } from './booking-clock.rules.js';
import { Booking, TRANSITIONS, statesBefore } from './booking.entity.js';

const at = (hour: number) => new Date(Date.UTC(2030, 0, 1, hour));
const booking = (fields: Partial<Booking>) =>
  Object.assign(new Booking(), { kind: 'ticket', startsAt: at(9), endsAt: at(10), expiresAt: at(1) }, fields);
const refusal = (one: Booking, to: BookingStatus, now: Date) => {
  try {
    one.requireTransition(to, now);
  } catch (error) {
    return (error as InvalidTransition).details;
  }
  return null;
};

describe('a booking', () => {
  it('has these moves and no others', () => {
    const moves = BOOKING_STATUSES.flatMap((from) => TRANSITIONS[from].map((to) => `${from} → ${to}`));
    expect(moves).toEqual([
      'pending → confirmed',
      'pending → cancelled',
      'pending → expired',
      'confirmed → completed',
      'confirmed → no_show',
      'confirmed → cancelled',
    ]);
    expect(statesBefore('cancelled')).toEqual(['pending', 'confirmed']);
  });

  it('has lapsed at the very instant its hold ends', () => {
    const held = booking({ status: 'pending' });
    expect(held.statusAt(at(0))).toBe('pending');
    expect(held.statusAt(at(1))).toBe('expired');
    expect(refusal(held, 'confirmed', at(1))).toEqual({ from: 'expired', to: 'confirmed', allowed: [] });
  });

  it('is completed by its end, a meeting a day later', () => {
    expect(booking({ status: 'confirmed' }).statusAt(at(10))).toBe('completed');
    const meeting = booking({ status: 'confirmed', kind: 'meeting' });
    expect([meeting.statusAt(at(33)), meeting.statusAt(at(34))]).toEqual(['confirmed', 'completed']);
  });

  it('can be missed from its start on', () => {
    const firm = booking({ status: 'confirmed' });
    expect(refusal(firm, 'no_show', at(8))).toEqual({
      from: 'confirmed',
      to: 'no_show',
      allowed: ['completed', 'cancelled'],
    });
    expect(refusal(firm, 'no_show', at(9))).toBeNull();
  });
});
