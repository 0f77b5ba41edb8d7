import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { Clock } from '../shared/clock.js';
import type { Booking } from './model/booking.entity.js';
import {
  BookingTransitionsService,
  type CancelInput,
  type TransitionActor,
} from './bookings/booking-transitions.service.js';
import type { BookingWithOffer } from './model/booking-columns.sql.js';
import { toBookingResponse, type BookingResponse, type Viewer } from './bookings/bookings.dto.js';
import { BookingPaymentsService, type PaymentOutcome } from './paying/booking-payments.service.js';
import { LiveTransitionsRepository } from './transitions/live-transitions.repository.js';
import { refundDue } from './model/refund.policy.js';
import {
  ReschedulingService,
  type RescheduleInput,
  type RescheduleActor,
} from './bookings/rescheduling.service.js';
import { PersonLocksRepository } from './claims/person-locks.repository.js';
import {
  ReservationsService,
  type ReserveSeatsInput,
  type ReserveTimeInput,
} from './claims/reservations.service.js';
import type { Offer, OfferKind, OfferLabel, OfferTerms } from './model/offer.entity.js';
import { OffersQueries, type SeatHoldersOptions, type SeatHolder } from './offers/offers.queries.js';
import { OffersService, type Withdrawal } from './offers/offers.service.js';
import type { SlotOffer } from './offers/timeslot.dto.js';

export { BOOKING_STATUSES as BOOKING_STATUSES } from './model/booking.entity.js';
export type { BookingKind, BookingStatus, CancelCause } from './model/booking.entity.js';
export { BookingResponse } from './bookings/bookings.dto.js';
export type { PaymentOutcome } from './paying/booking-payments.service.js';
export type { ReserveSeatsInput, ReserveTimeInput } from './claims/reservations.service.js';
export { STANDARD_REFUND_POLICY, type RefundPolicy } from './model/refund.policy.js';
export type { OfferKind, OfferLabel, OfferState, OfferTerms, OfferVisibility } from './model/offer.entity.js';
export { lockedSeat } from './model/locked-seat.sql.js';
export type { SeatHolder } from './offers/offers.queries.js';
export {
  SlotCategoryResponse,
  TimeSlotResponse,
  toTimeSlotResponse,
  type SlotOffer,
} from './offers/timeslot.dto.js';

/** A booking as plain data, with the offer it takes seats of. Its status is as stored: a pending one past `expiresAt` is over. */
export type BookingData = Pick<
  Booking,
  | 'id'
  | 'kind'
  | 'status'
  | 'refId'
  | 'personId'
  | 'hostId'
  | 'quantity'
  | 'priceCents'
  | 'currency'
  | 'paidCents'
  | 'refundedCents'
  | 'startsAt'
  | 'endsAt'
  | 'expiresAt'
  | 'accessToken'
  | 'calendarUid'
  | 'sequence'
  | 'rescheduleCount'
  | 'specialRequirements'
  | 'registeredAt'
  | 'confirmedAt'
  | 'cancelledAt'
  | 'checkedInAt'
  | 'completedAt'
  | 'refundPolicy'
  | 'cancelCause'
> & { offer: OfferData | null };

/** An offer as plain data. */
export type OfferData = Omit<Offer, never>;

type Source = Pick<Tx, 'query'>;

/** What a payment did to its booking. */
export interface RecordedPayment {
  outcome: PaymentOutcome;
  booking: BookingData;
}

/**
 * The door of booking. Everything with a `tx` happens in the caller's transaction; a refusal is an error, after
 * which the caller gives its transaction up. Money in cents, buffers in minutes, instants in UTC.
 */
@Injectable()
export class BookingApi {
  constructor(
    private readonly db: Database,
    private readonly offers: OffersService,
    private readonly queries: OffersQueries,
    private readonly reservations: ReservationsService,
    private readonly moves: BookingTransitionsService,
    private readonly rescheduling: ReschedulingService,
    private readonly people: PersonLocksRepository,
    private readonly bookings: LiveTransitionsRepository,
    private readonly payments: BookingPaymentsService,
    private readonly clock: Clock,
  ) {}

  /** Registers an offer of seats. */
  async offerSeats(tx: Tx, terms: OfferTerms): Promise<OfferData> {
    return { ...(await this.offers.offerSeats(tx, terms)) };
  }

  /** Changes an offer; live bookings follow it to a new time. Refuses with `NotFound` and `CapacityBelowSeats` (409). */
  async changeOffer(tx: Tx, kind: OfferKind, refId: number, changes: Partial<OfferTerms>): Promise<OfferData> {
    return { ...(await this.offers.changeOffer(tx, kind, refId, changes)) };
  }

  /** Gives every offer of a kind that is filed under this label its name and colour. */
  relabelOffers(tx: Tx, kind: OfferKind, label: OfferLabel): Promise<void> {
    return this.offers.relabelOffers(tx, kind, label);
  }

  /**
   * Closes an offer for good and cancels its live bookings; with `isGone` nobody knows it any more. Refuses with
   * `NotFound`.
   */
  withdrawOffer(
    tx: Tx,
    kind: OfferKind,
    refId: number,
    by: Withdrawal,
  ): Promise<{ cancelled: number; offer: SlotOffer }> {
    return this.offers.withdrawOffer(tx, kind, refId, by);
  }

  /** The person's live bookings of these offers: refId → booking id. */
  seatsHeldBy(personId: number, kind: OfferKind, refIds: number[]): Promise<Map<number, number>> {
    return this.queries.seatsHeldBy(this.db, personId, kind, refIds);
  }

  /** The bookings that have seats of these offers, or used them, by the clock: oldest first. */
  seatHoldersOf(kind: OfferKind, refIds: number[], wanted: SeatHoldersOptions): Promise<SeatHolder[]> {
    return this.queries.seatHoldersOf(this.db, kind, refIds, wanted);
  }

  /** Holds a person's confirmed seat until the commit. Refuses with `SeatRequired` (403). */
  requireSeat(tx: Tx, personId: number, kind: OfferKind, refId: number): Promise<void> {
    return this.queries.requireSeat(tx, personId, kind, refId);
  }

  /** How many parties wait for seats of these offers: refId → entries. */
  waitingFor(kind: OfferKind, refIds: number[]): Promise<Map<number, number>> {
    return this.queries.waitingFor(this.db, kind, refIds);
  }

  /** A booking, or null. */
  async find(source: Source, bookingId: number): Promise<BookingData | null> {
    const found = await this.bookings.find(source, bookingId);
    return found && toData(found);
  }

  /** A booking's body as `viewer` sees it, or null; who may is for the caller to say. */
  async describe(
    source: Source,
    bookingId: number,
    bookerName: string,
    viewer: Viewer,
  ): Promise<BookingResponse | null> {
    const found = await this.bookings.find(source, bookingId);
    return found && toBookingResponse(found, bookerName, viewer);
  }

  /** The person's live booking of an offer, or null; a hold that has run out is none. */
  async findByPerson(
    source: Source,
    personId: number,
    kind: OfferKind,
    refId: number,
  ): Promise<BookingData | null> {
    const found = await this.bookings.findLive(source, personId, { kind, refId }, this.clock.now());
    return found && toData(found);
  }

  /**
   * Takes seats as a use case of its own, one statement where they are free; answers what `answer` makes of the
   * booking, which is also what an `Idempotency-Key` keeps. Refuses like `reserveSeats`.
   */
  bookSeats<T>(wish: ReserveSeatsInput, answer: (booking: BookingData) => T): Promise<T> {
    return this.reservations.bookSeats(wish, (reserved) => answer(toData(reserved)));
  }

  /**
   * Takes seats. Refuses with 400 for an unknown offer or a party that is too large, and with 409 `ALREADY_BOOKED`,
   * `SLOT_UNAVAILABLE`, `SOLD_OUT`, `RESERVED_FOR_WAITLIST`, `BOOKING_CLOSED` or `JOIN_ONLY`.
   */
  async reserveSeats(tx: Tx, wish: ReserveSeatsInput): Promise<BookingData> {
    return toData(await this.reservations.reserveSeats(tx, wish));
  }

  /** Takes the locks of people's time; a use case that also writes offers takes them first. */
  lockPeople(tx: Tx, people: number[]): Promise<void> {
    return this.people.lock(tx, people);
  }

  /** Claims people's time, and seats of a session. Refuses with 409 `SLOT_UNAVAILABLE`, and for seats like `reserveSeats`. */
  async reserveTime(tx: Tx, wish: ReserveTimeInput): Promise<BookingData> {
    return toData(await this.reservations.reserveTime(tx, wish));
  }

  /** Moves a live booking to another time or offer. Refuses with 409 `INVALID_TRANSITION`, `SLOT_UNAVAILABLE`, `SOLD_OUT`. */
  async reschedule(tx: Tx, bookingId: number, to: RescheduleInput, by: RescheduleActor): Promise<BookingData> {
    return toData(await this.rescheduling.reschedule(tx, bookingId, to, by));
  }

  /** Makes a pending booking firm, a confirmed one stays. Refuses with 409 `PAYMENT_REQUIRED` and `INVALID_TRANSITION`. */
  async confirm(tx: Tx, bookingId: number, by: TransitionActor): Promise<BookingData> {
    return toData(await this.moves.confirm(tx, bookingId, by));
  }

  /** Gives up a live booking. Refuses with 409 `INVALID_TRANSITION`. */
  async cancel(tx: Tx, bookingId: number, by: CancelInput): Promise<BookingData> {
    return toData(await this.moves.cancel(tx, bookingId, by));
  }

  /** Gives up the person's live booking of an offer of seats, in one statement; null without one. */
  async leave(
    tx: Tx,
    personId: number,
    kind: OfferKind,
    refId: number,
    by: CancelInput,
  ): Promise<BookingData | null> {
    const left = await this.moves.leave(tx, personId, { kind, refId }, by);
    return left && toData(left);
  }

  /** Locks a booking after its offer until the end of `tx`. `NotFound` without one. */
  async lockBooking(tx: Tx, bookingId: number): Promise<BookingData> {
    return toData(await this.payments.lock(tx, bookingId));
  }

  /**
   * Adds cents to what was paid and confirms when the price is paid. A hold that ran out is taken again if its seats
   * are free and nobody waits for them. After `gone` nothing of the payment is written and the money must go back.
   */
  async recordPayment(tx: Tx, bookingId: number, cents: number): Promise<RecordedPayment> {
    const { outcome, reserved } = await this.payments.record(tx, bookingId, cents);
    return { outcome, booking: toData(reserved) };
  }

  /** Adds cents to what was given back. Refuses with `NotFound` and 409 `REFUND_ABOVE_PAYMENT`. */
  async recordRefund(tx: Tx, bookingId: number, cents: number): Promise<BookingData> {
    return toData(await this.payments.refund(tx, bookingId, cents));
  }

  /** Cents that a cancellation at `at` gives back: by the policy kept on the booking, all that is left from the organizer. */
  refundDue(booking: BookingData, at: Date, by: 'booker' | 'organizer'): number {
    return refundDue({ ...booking, policy: booking.refundPolicy, at, by });
  }

  /** Completes a confirmed booking early. Refuses with 409 `INVALID_TRANSITION`. */
  async complete(tx: Tx, bookingId: number, by: TransitionActor): Promise<BookingData> {
    return toData(await this.moves.complete(tx, bookingId, by));
  }

  /** Marks, from the start on, that nobody came. Refuses with 409 `INVALID_TRANSITION`. */
  async markNoShow(tx: Tx, bookingId: number, by: TransitionActor): Promise<BookingData> {
    return toData(await this.moves.markNoShow(tx, bookingId, by));
  }
}

function toData({ booking, offer }: BookingWithOffer): BookingData {
  const {
    id,
    kind,
    status,
    refId,
    personId,
    hostId,
    quantity,
    priceCents,
    currency,
    paidCents,
    refundedCents,
  } = booking;
  const { startsAt, endsAt, expiresAt, accessToken, calendarUid, sequence, rescheduleCount } = booking;
  const { specialRequirements, registeredAt, confirmedAt, cancelledAt } = booking;
  const { checkedInAt, completedAt, refundPolicy, cancelCause } = booking;
  return {
    ...{ id, kind, status, refId, personId, hostId, quantity, priceCents, currency, paidCents, refundedCents },
    ...{ startsAt, endsAt, expiresAt, accessToken, calendarUid, sequence, rescheduleCount },
    ...{ specialRequirements, registeredAt, confirmedAt, cancelledAt, checkedInAt, completedAt },
    ...{ refundPolicy, cancelCause, offer: offer && { ...offer } },
  };
}
