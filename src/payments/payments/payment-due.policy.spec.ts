import { canBePaid, requirePayable, type Payable } from './payment-due.policy.js';

const booking = (overrides: Partial<Payable> = {}): Payable => ({
  status: 'pending',
  priceCents: 2999,
  paidCents: 0,
  currency: 'USD',
  canBeTakenAgain: false,
  ...overrides,
});
const refusal = (payable: Payable, offered: { cents: number; currency?: string }, hasPayment = false) => {
  try {
    requirePayable(payable, hasPayment, offered);
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
    const free = { priceCents: 0, status: 'confirmed' } as const;
    expect(refusal(booking(free), { cents: 0 })).toBeUndefined();
    expect(refusal(booking(free), { cents: 1 })).toBe('amount');
    expect(refusal(booking(free), { cents: 0 }, true)).toBe('ALREADY_PAID');
  });

  it('is taken only while the booking lives', () => {
    const offered = { cents: 2999 };
    for (const status of ['cancelled', 'completed', 'no_show'] as const)
      expect(refusal(booking({ status }), offered)).toBe('BOOKING_NOT_PAYABLE');
  });

  it('can be paid after the hold ran out, as long as the seats can be taken again', () => {
    const expired = booking({ status: 'expired' });
    const again = booking({ status: 'expired', canBeTakenAgain: true });
    expect([expired, again].map((one) => refusal(one, { cents: 2999 }))).toEqual([
      'BOOKING_NOT_PAYABLE',
      undefined,
    ]);
    const all = [expired, again, booking(), booking({ status: 'cancelled' })];
    expect(all.map(canBePaid)).toEqual([false, true, true, false]);
  });
});
