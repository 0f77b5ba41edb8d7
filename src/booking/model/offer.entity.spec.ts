import { Offer, type OfferTerms } from './offer.entity.js';

const at = (hour: number) => new Date(Date.UTC(2030, 0, 1, hour));
const terms: OfferTerms = {
  ...{ kind: 'event', refId: 3, title: 'Concert', label: { id: 1, name: 'Music', color: '#336699' } },
  ...{ state: 'open', visibility: 'public', capacity: 10, maxPerBooking: 4, priceCents: 0, currency: 'USD' },
  ...{ refundPolicy: null, startsAt: at(9), endsAt: at(11), opensAt: null, closesAt: at(9), organizerId: 5 },
  joinOnly: false,
};
const offer = (taken = 0) => Object.assign(Offer.of(terms, at(0)), { taken });

describe('an offer', () => {
  it('keeps what a change leaves out', () => {
    const changed = offer();
    expect(changed.change({ title: 'Opera', capacity: undefined }, at(1))).toEqual({
      isLimitEarlier: false,
      isFollowed: false,
    });
    expect(changed).toMatchObject({ title: 'Opera', capacity: 10, labelName: 'Music', updatedAt: at(1) });
  });

  it.each([
    ['a new time', { startsAt: at(10), endsAt: at(12) }],
    ['a new label', { label: { id: 2, name: 'Art', color: '#000000' } }],
    ['no label', { label: null }],
    ['another organizer', { organizerId: 6 }],
  ])('is followed by its bookings to %s', (_, changes) =>
    expect(offer().change(changes, at(1)).isFollowed).toBe(true),
  );

  it('ends holds earlier with its deadline or its end', () => {
    expect(offer().change({ closesAt: at(8) }, at(1)).isLimitEarlier).toBe(true);
    expect(offer().change({ endsAt: at(8) }, at(1)).isLimitEarlier).toBe(true);
    expect(offer().change({ closesAt: at(10) }, at(1)).isLimitEarlier).toBe(false);
  });

  it('has at least the seats that are taken', () => {
    expect(() => offer(8).change({ capacity: 7 }, at(1))).toThrow('8 seats are booked already.');
    const full = offer(8);
    full.change({ capacity: 8 }, at(1));
    full.change({ capacity: null }, at(1));
    expect(full.capacity).toBeNull();
  });

  it('is withdrawn once, and may be removed afterwards', () => {
    const withdrawn = offer();
    expect([true, false].map(() => withdrawn.withdraw(false, at(1)))).toEqual([true, false]);
    expect([withdrawn.state, withdrawn.isWithdrawn]).toEqual(['cancelled', true]);
    expect([true, false].map((isRemoved) => withdrawn.withdraw(isRemoved, at(2)))).toEqual([true, false]);
    expect(withdrawn.state).toBe('gone');
  });
});
