import { Injectable } from '@nestjs/common';
import { BookingApi, type OfferTerms } from '../../booking/booking.api.js';
import { AlreadyBooked } from '../../booking/booking.errors.js';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import type { PublishedType } from '../event-types/published-types.queries.js';
import { AppointmentsQueries } from './appointments.queries.js';
import { AppointmentsRepository } from './appointments.repository.js';

export interface SessionTimes {
  startsAt: Date;
  endsAt: Date;
}

/** Sessions of group types: the first booking of a start makes one, others join it. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly queries: AppointmentsQueries,
    private readonly appointments: AppointmentsRepository,
    private readonly booking: BookingApi,
    private readonly clock: Clock,
  ) {}

  /** The one at that time, under its host's lock. Refuses with `AlreadyBooked` who is in it. */
  async at(
    tx: Tx,
    published: PublishedType,
    { startsAt, endsAt }: SessionTimes,
    who: { email: string; personId: number | null },
  ): Promise<number> {
    const { organizer, type } = published;
    const asked = { hostId: organizer.id, typeId: type.id, startsAt, endsAt, ...who, now: this.clock.now() };
    const session = await this.queries.sessionAt(tx, asked);
    if (session?.isBooked) throw new AlreadyBooked();
    return session?.refId ?? this.open(tx, published, { startsAt, endsAt });
  }

  async open(tx: Tx, published: PublishedType, times: SessionTimes): Promise<number> {
    const refId = await this.appointments.insertOccurrence(tx, published.type.id);
    await this.booking.offerSeats(tx, sessionTermsOf(refId, published, times));
    return refId;
  }
}

export function sessionTermsOf(
  refId: number,
  { organizer, type }: PublishedType,
  { startsAt, endsAt }: SessionTimes,
): OfferTerms {
  return {
    ...{ kind: 'occurrence', refId, title: type.name, label: null, state: 'open', visibility: 'public' },
    ...{ capacity: type.maxAttendees, maxPerBooking: type.maxAttendees, joinOnly: false },
    ...{ priceCents: type.priceCents, currency: type.currency, refundPolicy: type.refundPolicy },
    ...{ startsAt, endsAt, opensAt: null, closesAt: startsAt, organizerId: organizer.id },
    ...{ place: type.location, timezone: organizer.timezone },
  };
}
