import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import type { BookingPayload } from '../booking.events.js';
import { nextStep } from '../bookings/booking-permissions.policy.js';
import { toBookingResponse, type BookingResponse } from '../bookings/bookings.dto.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import { Booking } from '../model/booking.entity.js';
import { BookingsRepository } from '../model/bookings.repository.js';
import { Offer } from '../model/offer.entity.js';
import { OfferProfilesService } from '../model/offer-profiles.service.js';

/** A booking as an event tells of it; what is left out is as it is now. */
export type BookingSnapshot = Pick<
  BookingPayload,
  'bookingId' | 'status' | 'priceCents' | 'startsAt' | 'endsAt'
> &
  Partial<BookingPayload> & { checkedInAt?: string | null };

@Injectable()
export class BookingSnapshotsService {
  constructor(
    private readonly bookings: BookingsRepository,
    private readonly profiles: OfferProfilesService,
    private readonly identity: IdentityApi,
    private readonly clock: Clock,
  ) {}

  /** Bodies as hosts got them then, in that order, by two queries; null where a booking is gone. */
  async bodiesOf(
    source: Pick<Tx, 'query'>,
    snapshots: readonly BookingSnapshot[],
  ): Promise<(BookingResponse | null)[]> {
    if (snapshots.length === 0) return [];
    const found = await this.bookings.findMany(
      source,
      snapshots.map(({ bookingId }) => bookingId),
    );
    const bookers = [...found.values()].flatMap(({ booking }) => booking.personId ?? []);
    const people = await this.identity.people(bookers, source);
    return snapshots.map((snapshot) => {
      const reserved = found.get(snapshot.bookingId);
      if (!reserved) return null;
      const name = people.get(reserved.booking.personId ?? 0)?.fullName ?? '';
      return this.bodyOf(reserved, snapshot, name);
    });
  }

  private bodyOf(reserved: BookingWithOffer, snapshot: BookingSnapshot, name: string): BookingResponse {
    const then = {
      booking: bookingThen(reserved.booking, snapshot),
      offer: offerThen(reserved.offer, snapshot),
    };
    const { status } = snapshot;
    const { expiresAt, hostId } = then.booking;
    const viewer = { caller: { id: hostId ?? 0 }, now: this.clock.now() };
    const profile = this.profiles.ofBooking(then.booking.kind);
    return {
      ...toBookingResponse(then, name, viewer, profile),
      status,
      expires_at: status === 'pending' ? expiresAt : null,
      ...{ next: nextStep({ ...then.booking, status }, false), refund_quote: null },
    };
  }
}

function bookingThen(now: Booking, snapshot: BookingSnapshot): Booking {
  const { status, wasConfirmed, quantity = now.quantity, priceCents, startsAt, endsAt, expiresAt } = snapshot;
  const { paidCents = now.paidCents, refundedCents = now.refundedCents, checkedInAt } = snapshot;
  return Object.assign(new Booking(), now, {
    ...{ status, quantity, priceCents, paidCents, refundedCents },
    startsAt: new Date(startsAt),
    endsAt: new Date(endsAt),
    expiresAt: expiresAt === undefined ? now.expiresAt : expiresAt && new Date(expiresAt),
    confirmedAt: wasConfirmed === false ? null : now.confirmedAt,
    cancelledAt: status === 'cancelled' ? now.cancelledAt : null,
    checkedInAt: checkedInAt === undefined ? now.checkedInAt : checkedInAt && new Date(checkedInAt),
  });
}

function offerThen(now: Offer | null, { offer }: BookingSnapshot): Offer | null {
  if (!now || !offer) return now;
  const { title, capacity, taken, state } = offer;
  const times = { startsAt: new Date(offer.startsAt), endsAt: new Date(offer.endsAt) };
  return Object.assign(new Offer(), now, { title, capacity, taken, state, ...times });
}
