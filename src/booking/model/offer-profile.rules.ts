import type { Tx } from '../../platform/database/tx.js';
import type { DomainError, FieldErrors } from '../../shared/errors.js';
import { BookingClosed, SoldOut } from '../booking.errors.js';
import type { BookingKind } from './booking.entity.js';
import type { Offer, OfferKind } from './offer.entity.js';

export interface FreeOffer {
  refId: number;
  startsAt: string;
}

export interface ShownSubject {
  refId: number | null;
  offer: Offer | null;
  isMine: boolean;
  now: Date;
}

export interface SubjectFields {
  event: number | null;
  event_title: string | null;
  time_slot: object | null;
}

/** What calendars say of what is booked. */
export interface CalendarSubject {
  title: string;
  description: string;
  location: string;
  url: string;
  /** Up by one with each change that calendars show; null where each booking has an entry of its own. */
  changes: number | null;
}

export const APART = 'appointment';

/** What is kept beside the booking, by whoever offers it. */
export interface ShownApart {
  bookerName: string;
  appointment: object;
}

export interface BookedSubject {
  bookingId: number;
  refId: number | null;
  offer: Offer | null;
  /** Whether the reader may know where to join online. */
  seesLink: boolean;
}

export interface Invitee {
  name: string;
  title: string;
}

/** What a context says once of a kind that it offers; providers that extend it are found at the start. */
export abstract class OfferProfile {
  abstract readonly bookingKind: BookingKind;
  /** Null: people's time alone is claimed. */
  abstract readonly offerKind: OfferKind | null;
  /** The field of a request that names it, and the word for it. */
  abstract readonly field: string;
  abstract readonly noun: string;
  /** How bookings and waitlists take its seats by that field; null where other doors do. */
  readonly order: { seats: 'asked' | 1; confirmFree: boolean } | null = null;
  readonly hasTickets: boolean = false;
  readonly claimsTime: boolean = false;
  /** Two people who answer to each other: only the host confirms, and each says whether the other came. */
  readonly isBetweenTwo: boolean = false;
  /** So long after its end the host can still say that it took place; a booking keeps what it was made with. */
  readonly graceMinutes: number = 0;
  /** Its bookings refer to what lies behind the offer, which stays when they move to another one. */
  readonly refersBeyondOffer: boolean = false;

  full(free: number, _next: readonly FreeOffer[]): DomainError {
    return new SoldOut(free);
  }

  /** `isEarly`: it has not opened yet. */
  closed(offer: Offer | null, isEarly: boolean, _next: readonly FreeOffer[]): DomainError {
    if (offer?.state === 'cancelled') return new BookingClosed('It was cancelled.');
    if (offer?.state === 'draft') return new BookingClosed('It has not been published yet.');
    if (offer?.isBarred) return new BookingClosed('Its organizer takes no bookings at present.');
    return new BookingClosed(isEarly ? 'Bookings are not taken yet.' : undefined);
  }

  /** Null where the offer says enough of it. */
  calendarSubject(_source: Pick<Tx, 'query'>, _booked: BookedSubject): Promise<CalendarSubject | null> {
    return Promise.resolve(null);
  }

  /** Who a booking is for that has no account, and what it is called on papers. */
  inviteeOf(_source: Pick<Tx, 'query'>, _bookingId: number): Promise<Invitee | null> {
    return Promise.resolve(null);
  }

  /** By the bookings' ids; asked once for all bookings of a page. */
  showApart(
    _source: Pick<Tx, 'query'>,
    _ids: readonly number[],
    _now: Date,
  ): Promise<ReadonlyMap<number, ShownApart>> {
    return Promise.resolve(new Map());
  }

  show(_subject: ShownSubject): Partial<SubjectFields> {
    return {};
  }
}

/** What is wrong where none or several of these fields of a request name an offer. */
export function namingProblems(fields: readonly string[], request: object): FieldErrors {
  const named = fields.filter((field) => Reflect.get(request, field) !== undefined);
  if (named.length === 0) return { [fields[0]!]: [`Send ${fields.join(' or ')}.`] };
  const problem = [`Send either ${fields.join(' or ')}.`];
  return named.length === 1 ? {} : Object.fromEntries(fields.map((field) => [field, problem]));
}

export interface NamedOffer {
  profile: OfferProfile;
  offer: { kind: OfferKind; refId: number };
}
