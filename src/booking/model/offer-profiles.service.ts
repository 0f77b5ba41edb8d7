import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Registries } from '../../platform/registries/registries.js';
import { InvalidInput } from '../../shared/errors.js';
import { BOOKING_KINDS, type Booking, type BookingKind } from './booking.entity.js';
import { OFFER_KINDS, type OfferKind } from './offer.entity.js';
import { namingProblems, OfferProfile, type NamedOffer } from './offer-profile.rules.js';

/** Who offers what: exactly one profile for each kind, or the product does not start. */
@Injectable()
export class OfferProfilesService implements OnModuleInit {
  private found?: ReturnType<typeof profilesByKind>;

  constructor(private readonly registries: Registries) {}

  onModuleInit(): void {
    void this.byKind;
  }

  get all(): OfferProfile[] {
    return BOOKING_KINDS.map((kind) => this.ofBooking(kind));
  }

  ofBooking(kind: BookingKind): OfferProfile {
    return this.byKind.booking.get(kind)!;
  }

  ofOffer(kind: OfferKind): OfferProfile {
    return this.byKind.offer.get(kind)!;
  }

  claimsTime({ kind }: Pick<Booking, 'kind'>): boolean {
    return this.ofBooking(kind).claimsTime;
  }

  /** One of several bookings that share their host's time. */
  isSession(booking: Pick<Booking, 'kind' | 'offerId'>): boolean {
    return booking.offerId !== null && this.claimsTime(booking);
  }

  get withTickets(): OfferKind[] {
    return this.all.flatMap(({ hasTickets, offerKind }) => (hasTickets && offerKind ? [offerKind] : []));
  }

  get timeKinds(): BookingKind[] {
    return this.all.filter(({ claimsTime }) => claimsTime).map(({ bookingKind }) => bookingKind);
  }

  /** What these fields of a request name. */
  named(request: object): NamedOffer[] {
    return this.ordered.flatMap((profile) => {
      const refId = (request as Record<string, number | undefined>)[profile.field];
      return refId === undefined ? [] : [{ profile, offer: { kind: profile.offerKind!, refId } }];
    });
  }

  /** Refuses several and none. */
  onlyNamed(request: object): NamedOffer {
    const fields = this.ordered.map(({ field }) => field);
    const problems = namingProblems(fields, request);
    if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
    return this.named(request)[0]!;
  }

  private get byKind() {
    return (this.found ??= profilesByKind(this.registries.providersOf(OfferProfile)));
  }

  private get ordered(): OfferProfile[] {
    return this.all.filter(({ order }) => order !== null);
  }
}

function profilesByKind(profiles: OfferProfile[]) {
  const booking = new Map<string, OfferProfile>();
  const offer = new Map<string, OfferProfile>();
  for (const profile of profiles) {
    add(booking, profile.bookingKind, profile, BOOKING_KINDS);
    if (profile.offerKind) add(offer, profile.offerKind, profile, OFFER_KINDS);
  }
  const missing = [
    ...BOOKING_KINDS.filter((kind) => !booking.has(kind)),
    ...OFFER_KINDS.filter((kind) => !offer.has(kind)),
  ];
  if (missing.length > 0) throw new Error(`Nobody says what this is: ${missing.join(', ')}.`);
  return { booking, offer };
}

function add(
  known: Map<string, OfferProfile>,
  kind: string,
  profile: OfferProfile,
  kinds: readonly string[],
): void {
  if (!kinds.includes(kind)) throw new Error(`Nothing of the kind ${kind} can be booked.`);
  if (known.has(kind)) throw new Error(`Two profiles say what a ${kind} is.`);
  known.set(kind, profile);
}
