import { canBePaid, requirePayable, type Payable } from './payment-due.policy.js';

const NOW = new Date('2026-03-01T12:00:00Z');
const LATER = new Date('2026-03-02T12:00:00Z');
const offer = { state: 'open', capacity: 10, taken: 8, waiting: 0, opensAt: null, closesAt: LATER };
const booking = (overrides: Partial<Payable> = {}): Payable => ({
  status: 'pending',
  priceCents: 2999,
  paidCents: 0,
  currency: 'USD',
  expiresAt: LATER,
  endsAt: LATER,
  quantity: 2,
  offer,
  ...overrides,
});
const refusal = (payable: Payable, offered: { cents: number; currency?: string }, hasPayment = false) => {
  try {
    requirePayable(payable, hasPayment, offered, NOW);
  } catch (error) {
    const { code, fieldErrors } = error as { code: string; fieldErrors?: object };
    return fieldErrors ? Object.keys(fieldErrors).join() : code;
  }
};

describe('what is due', () => {
  it('is the price, to the cent', () => {
    expect(refusal(booking(), { cents: 2999 })).toBeUndefined();
    expect(refusal(booking(), { cents: 2999, currency: 'USD' })).toBeUndefined();
    for (const cents of [0, 2998, 3000, NaN]) expect(refusal(booking(), { cents })).toBe('amount');
    expect(refusal(booking(), { cents: 2999, currency: 'EUR' })).toBe('currency');
  });

  it('is nothing any more once it is paid', () => {
    expect(refusal(booking({ status: 'confirmed', paidCents: 2999 }), { cents: 2999 })).toBe('ALREADY_PAID');
    expect(refusal(booking({ status: 'confirmed', paidCents: 2999 }), { cents: 0 })).toBe('ALREADY_PAID');
  });

  it('is nothing for a free booking, once', () => {
    const free = { priceCents: 0, status: 'confirmed', expiresAt: null };
    expect(refusal(booking(free), { cents: 0 })).toBeUndefined();
    expect(refusal(booking(free), { cents: 1 })).toBe('amount');
    expect(refusal(booking(free), { cents: 0 }, true)).toBe('ALREADY_PAID');
  });

  it('is taken only while the booking lives', () => {
    const offered = { cents: 2999 };
    for (const status of ['cancelled', 'completed', 'no_show'])
      expect(refusal(booking({ status }), offered)).toBe('BOOKING_NOT_PAYABLE');
  });

  it('can be paid after the hold ran out, as long as the seats can be taken again', () => {
    const offered = { cents: 2999 };
    const lapsed = [booking({ status: 'expired' }), booking({ expiresAt: NOW })];
    expect(lapsed.map((one) => refusal(one, offered))).toEqual([undefined, undefined]);
    expect([...lapsed, booking()].map((one) => canBePaid(one, NOW))).toEqual([true, true, true]);
    for (const one of [booking({ status: 'cancelled' }), booking({ status: 'expired', offer: null })])
      expect(canBePaid(one, NOW)).toBe(false);
    for (const gone of [{ waiting: 1 }, { state: 'closed' }, { closesAt: NOW }, { opensAt: LATER }]) {
      for (const one of lapsed)
        expect(refusal({ ...one, offer: { ...offer, ...gone } }, offered)).toBe('BOOKING_NOT_PAYABLE');
    }
    const full = { offer: { ...offer, taken: 9 } };
    expect(refusal(booking({ status: 'expired', ...full }), offered)).toBe('BOOKING_NOT_PAYABLE');
    expect(refusal(booking({ expiresAt: NOW, ...full }), offered)).toBeUndefined();
    expect(refusal(booking({ status: 'expired', offer: null }), offered)).toBe('BOOKING_NOT_PAYABLE');
    expect(refusal(booking({ status: 'expired', priceCents: 0 }), { cents: 0 })).toBe('BOOKING_NOT_PAYABLE');
  });
});
