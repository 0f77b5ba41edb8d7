import { BOOKING_STATUSES } from '../model/booking-clock.rules.js';
import { nextStep, roleOf } from './booking-permissions.policy.js';

const booking = { personId: 1, hostId: 2 };

describe('who may', () => {
  it.each([
    ['its booker', { id: 1, isAdmin: false }, 'booker'],
    ['its booker who is an admin', { id: 1, isAdmin: true }, 'booker'],
    ['its host', { id: 2, isAdmin: false }, 'host'],
    ['an admin', { id: 3, isAdmin: true }, 'admin'],
    ['a stranger', { id: 3, isAdmin: false }, null],
  ])('%s', (_, actor, role) => expect(roleOf(booking, actor)).toBe(role));

  it('nobody is the booker of a booking without an account', () => {
    expect(roleOf({ personId: null, hostId: null }, { id: 1, isAdmin: false })).toBeNull();
  });
});

describe('what is left to do', () => {
  const held = { status: 'pending', priceCents: 2_500, paidCents: 0, awaitsHost: false } as const;

  it('is to pay what costs something, and then nothing', () => {
    expect(nextStep(held, true)).toBe('pay');
    expect(nextStep({ ...held, paidCents: 2_499 }, true)).toBe('pay');
    expect(nextStep({ ...held, status: 'confirmed', paidCents: 2_500 }, true)).toBeNull();
  });

  it('is to confirm what costs nothing', () =>
    expect(nextStep({ ...held, priceCents: 0 }, true)).toBe('confirm'));

  it('is its host’s to confirm where only the host does, once it is paid', () => {
    const asked = { ...held, awaitsHost: true };
    expect([nextStep(asked, true), nextStep(asked, false)]).toEqual(['pay', 'pay']);
    const paid = { ...asked, paidCents: 2_500 };
    expect([nextStep(paid, true), nextStep(paid, false)]).toEqual([null, 'confirm']);
  });

  it.each(BOOKING_STATUSES.filter((status) => status !== 'pending'))('is nothing once it is %s', (status) => {
    expect(nextStep({ ...held, status }, true)).toBeNull();
    expect(nextStep({ ...held, status, awaitsHost: true }, false)).toBeNull();
  });
});
