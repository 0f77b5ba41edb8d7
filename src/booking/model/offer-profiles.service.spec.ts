import type { Registries } from '../../platform/registries/registries.js';
import { InvalidInput } from '../../shared/errors.js';
import type { BookingKind } from './booking.entity.js';
import type { OfferKind } from './offer.entity.js';
import { OfferProfile } from './offer-profile.rules.js';
import { OfferProfilesService } from './offer-profiles.service.js';

class Profile extends OfferProfile {
  override readonly order;

  constructor(
    readonly bookingKind: BookingKind,
    readonly offerKind: OfferKind | null,
    readonly field: string,
    isOrdered = false,
  ) {
    super();
    this.order = isOrdered ? ({ seats: 1, confirmFree: true } as const) : null;
  }

  readonly noun = 'thing';
}

const slot = new Profile('slot', 'slot', 'time_slot', true);
const ticket = new Profile('ticket', 'event', 'event', true);
const whole = [
  ticket,
  new Profile('meeting', null, 'expert'),
  new Profile('appointment', 'occurrence', 'x'),
  slot,
];
const known = (profiles: OfferProfile[]) => {
  const service = new OfferProfilesService({ providersOf: () => profiles } as unknown as Registries);
  service.onModuleInit();
  return service;
};
const refused = (request: object) => {
  try {
    known(whole).onlyNamed(request);
  } catch (error) {
    return (error as InvalidInput).fieldErrors;
  }
  return null;
};

describe('what is offered', () => {
  it('has one profile for each kind', () => {
    expect(known(whole).ofBooking('ticket')).toBe(ticket);
    expect(known(whole).ofOffer('event')).toBe(ticket);
  });

  it.each([
    ['without a kind', whole.slice(1), 'Nobody says what this is: ticket, event.'],
    ['with a kind twice', [...whole, ticket], 'Two profiles say what a ticket is.'],
    ['with an unknown one', [new Profile('boat' as BookingKind, null, 'boat')], /kind boat/],
  ])('does not start %s', (_, profiles, message) => expect(() => known(profiles)).toThrow(message));

  it('is named by one field of a request', () => {
    expect(known(whole).onlyNamed({ event: 3 })).toEqual({
      profile: ticket,
      offer: { kind: 'event', refId: 3 },
    });
    expect(refused({})).toEqual({ time_slot: ['Send time_slot or event.'] });
    const problem = ['Send either time_slot or event.'];
    expect(refused({ time_slot: 1, event: 2 })).toEqual({ time_slot: problem, event: problem });
  });
});
