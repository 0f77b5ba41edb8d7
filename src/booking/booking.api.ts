import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/auth/caller.js';
import { Database } from '../platform/database/database.js';
import type { Tx } from '../platform/database/tx.js';
import { Clock } from '../shared/clock.js';
import { AlreadyCheckedIn } from './booking.errors.js';
import type { Booking, BookingKind } from './model/booking.entity.js';
import {
  BookingTransitionsService,
  type CancelInput,
  type ConfirmInput,
  type TransitionActor,
} from './bookings/booking-transitions.service.js';
import type { BookingWithOffer } from './model/booking-columns.sql.js';
import { toBookingResponse, type BookingResponse, type Viewer } from './bookings/bookings.dto.js';
import {
  BookingPaymentsService,
  type LapsedClaims,
  type PaymentOutcome,
} from './paying/booking-payments.service.js';
import { BookingsRepository } from './model/bookings.repository.js';
import { canBeTakenAgain, checkInOpen } from './model/booking-clock.rules.js';
import { refundDue, refundQuote, type RefundQuote } from './model/refund.policy.js';
import {
  ReschedulingService,
  type RescheduleInput,
  type RescheduleActor,
} from './bookings/rescheduling.service.js';
import { PersonLocksRepository } from './claims/person-locks.repository.js';
import {
  ReservationsService,
  type AskWhenLocked,
  type ReserveSeatsInput,
  type ReserveTimeInput,
} from './claims/reservations.service.js';
import type { Invitee } from './model/offer-profile.rules.js';
import { NoShowTransitionsService, type NoShowActor } from './no-shows/no-show-transitions.service.js';
import { OfferProfilesService } from './model/offer-profiles.service.js';
import type { OfferData, OfferKind, OfferLabel, OfferTerms } from './model/offer.entity.js';
import { OffersQueries, type SeatHoldersOptions, type SeatHolder } from './offers/offers.queries.js';
import { OffersService } from './offers/offers.service.js';
import type { VerifyingKey } from './tickets/check-in-keys.service.js';
import { PartySizesService } from './parties/party-sizes.service.js';
import { CheckInsService } from './tickets/check-ins.service.js';
import type { WaitlistRow } from './waitlist/waitlist-rows.sql.js';
import { WaitlistService, type JoinWaitlistInput } from './waitlist/waitlist.service.js';
import { WithdrawalsService, type WithdrawalInput } from './withdrawals/withdrawals.service.js';

export {
  attending,
  bookable,
  BOOKING_STATUSES,
  firmSeat,
  hasStatus,
  heldOrFirm,
  lapsed,
  live,
  liveSeat,
  missSettles,
  seated,
  started,
  statusAt,
  type BookingStatus,
} from './model/booking-clock.rules.js';
export { calendarEntry } from './offers/calendar-entry.rules.js';
export { nextStep } from './bookings/booking-permissions.policy.js';
export type { BookingKind, CancelCause } from './model/booking.entity.js';
export { DepartureFollower, type Departure } from './bookings/departure-follower.rules.js';
export {
  OfferProfile,
  type BookedSubject,
  type CalendarSubject,
  type FreeOffer,
  type Invitee,
  type ShownApart,
  type ShownSubject,
} from './model/offer-profile.rules.js';
export type { ReserveTimeInput } from './claims/reservations.service.js';
export { BookingResponse } from './bookings/bookings.dto.js';
export type { PaymentOutcome } from './paying/booking-payments.service.js';
export { isSoundRefundPolicy, STANDARD_REFUND_POLICY, wholeRefundUntil } from './model/refund.policy.js';
export type { RefundPolicy, RefundQuote } from './model/refund.policy.js';
export { MAX_REFUND_STEPS, refundPolicyOf, RefundStepBody, refundSteps } from './offers/refund-steps.dto.js';
export { seatsAvailable } from './model/offer.entity.js';
export type { OfferData, OfferKind, OfferLabel, OfferState, OfferTerms } from './model/offer.entity.js';
export type { OfferVisibility } from './model/offer.entity.js';
export { lockedSeat } from './model/locked-seat.sql.js';
export { SeatGrantFollower, type GrantedSeats } from './promotion/seat-grant-follower.rules.js';
export type { WaitlistRow } from './waitlist/waitlist-rows.sql.js';
export type { SeatHolder } from './offers/offers.queries.js';
export { BookingSnapshotsService, type BookingSnapshot } from './snapshots/booking-snapshots.service.js';
export { ShowsOffer, SlotCategoryResponse, toCategoryResponse } from './offers/offer-body.dto.js';

/** Its status is the one by the clock. */
export type BookingData = Omit<Booking, 'statusAt' | 'isPaid'> & {
  offer: OfferData | null;
  canBeTakenAgain: boolean;
};

const LOCKED = Symbol('locked');
/** Made by `lockBooking` alone, and true until the commit: nobody has to read it again. */
export type LockedBooking = BookingData & { readonly [LOCKED]: BookingWithOffer };

type Source = Pick<Tx, 'query'>;
type Linked = { booking: BookingData | null; entryId: number | null };

export interface RecordedPayment {
  outcome: PaymentOutcome;
  booking: BookingData;
}

/** What other contexts may ask of booking. After a refusal the caller rolls its transaction back. */
@Injectable()
export class BookingApi {
  constructor(
    private readonly db: Database,
    private readonly offers: OffersService,
    private readonly withdrawals: WithdrawalsService,
    private readonly queries: OffersQueries,
    private readonly reservations: ReservationsService,
    private readonly transitions: BookingTransitionsService,
    private readonly noShows: NoShowTransitionsService,
    private readonly rescheduling: ReschedulingService,
    private readonly personLocks: PersonLocksRepository,
    private readonly bookings: BookingsRepository,
    private readonly payments: BookingPaymentsService,
    private readonly waitlist: WaitlistService,
    private readonly sizes: PartySizesService,
    private readonly checkIns: CheckInsService,
    private readonly profiles: OfferProfilesService,
    private readonly clock: Clock,
  ) {}

  async offerSeats(tx: Tx, terms: OfferTerms): Promise<OfferData> {
    return { ...(await this.offers.offerSeats(tx, terms)) };
  }

  /** Live bookings follow to a new time or place. Refuses with `NotFound` and `CapacityBelowSeats`. */
  async changeOffer(
    tx: Tx,
    kind: OfferKind,
    refId: number,
    changes: Partial<OfferTerms>,
    { isElsewhere = false } = {},
  ): Promise<OfferData> {
    const by = { actorId: null, cause: 'offer_moved', isElsewhere } as const;
    return { ...(await this.offers.changeOffer(tx, kind, refId, changes, by)) };
  }

  relabelOffers(tx: Tx, kind: OfferKind, label: OfferLabel): Promise<void> {
    return this.offers.relabelOffers(tx, kind, label);
  }

  /** Closes an offer for good and cancels its live bookings: for readers at once. Refuses with `NotFound`. */
  withdrawOffer(
    tx: Tx,
    kind: OfferKind,
    refId: number,
    by: WithdrawalInput,
  ): Promise<{ cancelled: number; offer: OfferData }> {
    return this.withdrawals.withdraw(tx, kind, refId, by);
  }

  /** The person's live bookings of these offers: refId → booking id. */
  seatsHeldBy(personId: number, kind: OfferKind, refIds: number[]): Promise<Map<number, number>> {
    return this.queries.seatsHeldBy(this.db, personId, kind, refIds, this.clock.now());
  }

  /** The bookings that have or had seats of these offers, by the clock, oldest first. */
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

  async find(source: Source, bookingId: number): Promise<BookingData | null> {
    const found = await this.bookings.find(source, bookingId);
    return found && this.toData(found, await this.payments.lapsedClaims(source, found));
  }

  /** By the link of who booked, or waited before; without a booking the party waits, or has left. */
  async findByToken(source: Source, token: string): Promise<Linked | null> {
    const linked = await this.bookings.findByToken(source, token);
    if (!linked) return null;
    const { found, entryId } = linked;
    return { entryId, booking: found && this.toData(found, await this.payments.lapsedClaims(source, found)) };
  }

  /** Of a booking without an account: who it is for, and what was booked. */
  inviteeOf(source: Source, { id, kind }: Pick<BookingData, 'id' | 'kind'>): Promise<Invitee | null> {
    return this.profiles.ofBooking(kind).inviteeOf(source, id);
  }

  /** A booking's body as `viewer` sees it, or null; the caller checks the rights. */
  async describe(
    source: Source,
    bookingId: number,
    bookerName: string,
    viewer: Viewer,
  ): Promise<BookingResponse | null> {
    const found = await this.bookings.find(source, bookingId);
    if (!found) return null;
    const profile = this.profiles.ofBooking(found.booking.kind);
    const shown = (await profile.showApart(source, [bookingId], viewer.now)).get(bookingId);
    return toBookingResponse(found, bookerName, viewer, profile, shown);
  }

  /** The person's live booking of an offer, or null; a lapsed hold is none. */
  async findByPerson(
    source: Source,
    personId: number,
    kind: OfferKind,
    refId: number,
  ): Promise<BookingData | null> {
    const found = await this.bookings.findLive(source, personId, { kind, refId }, this.clock.now());
    return found && this.toData(found);
  }

  /** In a transaction of its own; an `Idempotency-Key` keeps the answer. Refuses like `reserveSeats`. */
  bookSeats<T>(input: ReserveSeatsInput, answer: (booking: BookingData) => T): Promise<T> {
    return this.reservations.bookSeats(input, (reserved) => answer(this.toData(reserved)));
  }

  /** Takes seats. Refuses with a `seatRefusal`, such as `SoldOut`, `AlreadyBooked` or `BookingClosed`. */
  async reserveSeats(tx: Tx, input: ReserveSeatsInput): Promise<BookingData> {
    return this.toData(await this.reservations.reserveSeats(tx, input));
  }

  /** Locks people's time, before offers are written; accounts, such as a host's standing, come before it. */
  lockPeople(tx: Tx, people: number[]): Promise<void> {
    return this.personLocks.lock(tx, people);
  }

  /**
   * Claims people's time, and seats of a session. Refuses with `SlotUnavailable`, like `reserveSeats`, and with
   * `BookingClosed` while the host is suspended.
   */
  async reserveTime(tx: Tx, input: ReserveTimeInput, ask?: AskWhenLocked): Promise<BookingData> {
    return this.toData(await this.reservations.reserveTime(tx, input, ask));
  }

  /** Moves a live booking. Refuses with `InvalidTransition`, `SlotUnavailable` and `SoldOut`. */
  async reschedule(tx: Tx, bookingId: number, to: RescheduleInput, by: RescheduleActor): Promise<BookingData> {
    return this.toData(await this.rescheduling.reschedule(tx, bookingId, to, by));
  }

  /** A confirmed booking stays so. Refuses with `PaymentRequired`, `Forbidden` and `InvalidTransition`. */
  async confirm(tx: Tx, bookingId: number, by: ConfirmInput): Promise<BookingData> {
    return this.toData(await this.transitions.confirm(tx, bookingId, by));
  }

  /** Takes seats that a waitlist offered; where the host confirms, it is asked. Refuses like `confirm`. */
  async takeUp(tx: Tx, bookingId: number, by: TransitionActor): Promise<BookingData> {
    return this.toData(await this.transitions.takeUp(tx, bookingId, by));
  }

  /** Takes more seats for a booking, or gives some back. Refuses like `reserveSeats` and `cancel`. */
  async resize(
    tx: Tx,
    bookingId: number,
    seats: number,
    by: Pick<CancelInput, 'actorId' | 'cause'>,
  ): Promise<BookingData> {
    return this.toData(await this.sizes.resize(tx, bookingId, seats, by));
  }

  /** Refuses with `AlreadyWaiting`, and with `SeatsAvailable` and others where no seats are missing. */
  joinWaitlist(tx: Tx, input: JoinWaitlistInput): Promise<WaitlistRow> {
    return this.waitlist.joinIn(tx, input);
  }

  /** A party that waits or waited, by the clock. */
  findWaiting(source: Source, entryId: number): Promise<WaitlistRow | null> {
    return this.waitlist.find(source, entryId);
  }

  /** Gives the place up, or the seats that were offered. Refuses with `InvalidTransition`. */
  leaveWaitlist(
    tx: Tx,
    entry: WaitlistRow,
    by: { actorId: number | null; reason?: string | null },
  ): Promise<WaitlistRow> {
    return this.waitlist.leaveIn(tx, entry, by);
  }

  /** Gives up a live booking; the host's is of its session. Refuses with `InvalidTransition` and `TooLate`. */
  async cancel(tx: Tx, bookingId: number, by: CancelInput): Promise<BookingData> {
    return this.toData(await this.transitions.cancel(tx, bookingId, by));
  }

  /** Gives up the person's live booking of an offer; null without one. */
  async leave(
    tx: Tx,
    personId: number,
    kind: OfferKind,
    refId: number,
    by: CancelInput,
  ): Promise<BookingData | null> {
    const left = await this.transitions.leave(tx, personId, { kind, refId }, by);
    return left && this.toData(left);
  }

  /** Checks in who shows this ticket's code. Refuses like `checkInKeys`, and what is no ticket of it. */
  checkInByCode(caller: Caller, kind: OfferKind, refId: number, code: string): Promise<BookingResponse> {
    return this.checkIns.scan(caller, kind, refId, code);
  }

  /** What an offer's tickets are verified with. Refuses all but its organizer and admins, and `NoTicket`. */
  checkInKeys(caller: Caller, kind: OfferKind, refId: number): Promise<VerifyingKey[]> {
    return this.checkIns.verifyingKeys(caller, kind, refId);
  }

  /** Locks a booking after its offer, `toPay` after its people too, who come first. `NotFound` without one. */
  async lockBooking(tx: Tx, bookingId: number, { toPay = false } = {}): Promise<LockedBooking> {
    const locked = await this.payments.lock(tx, bookingId, toPay);
    return { ...this.toData(locked, await this.payments.lapsedClaims(tx, locked)), [LOCKED]: locked };
  }

  /** Confirms at the price, a lapsed hold too while its seats are free; after `gone` the money must go back. */
  async recordPayment(tx: Tx, booking: LockedBooking, cents: number): Promise<RecordedPayment> {
    const { outcome, reserved } = await this.payments.record(tx, booking[LOCKED], cents);
    return { outcome, booking: this.toData(reserved) };
  }

  /** Adds cents to what was given back. Refuses with `NotFound` and `RefundAbovePayment`. */
  async recordRefund(tx: Tx, bookingId: number, cents: number): Promise<BookingData> {
    return this.toData(await this.payments.refund(tx, bookingId, cents));
  }

  /** Refuses with `AlreadyCheckedIn` to give back what was used; others can once the mark stays for good. */
  requireUnused({ checkedInAt, status, startsAt, endsAt }: BookingData, by: 'booker' | 'organizer'): void {
    if (!checkedInAt || status === 'cancelled') return;
    if (by === 'booker' || checkInOpen.of({ startsAt, endsAt }, this.clock.now()))
      throw new AlreadyCheckedIn(checkedInAt);
  }

  /** Cents that a booker who cancels at `at` gets back. */
  refundDue(booking: BookingData, at: Date): number {
    return refundDue({ ...booking, policy: booking.refundPolicy, at });
  }

  /** What a booker who cancels at `at` gets back, and until when; null where nothing is left of it. */
  refundQuote(booking: BookingData, at: Date): RefundQuote | null {
    return refundQuote({ ...booking, policy: booking.refundPolicy, at });
  }

  /** Completes a confirmed booking early. Refuses with `InvalidTransition`. */
  async complete(tx: Tx, bookingId: number, by: TransitionActor): Promise<BookingData> {
    return this.toData(await this.transitions.complete(tx, bookingId, by));
  }

  /** Who did not come; from the start until 7 days after the end. Refuses with `InvalidTransition`. */
  async markNoShow(tx: Tx, bookingId: number, by: NoShowActor): Promise<BookingData> {
    return this.toData(await this.noShows.mark(tx, bookingId, by));
  }

  /** In the same time. Refuses with `InvalidTransition`, and with `SlotUnavailable` where its time is taken. */
  async takeNoShowBack(tx: Tx, bookingId: number, by: NoShowActor): Promise<BookingData> {
    return this.toData(await this.noShows.takeBack(tx, bookingId, by));
  }

  /** Where each missed the other: `award` says that it took place. Refuses with `InvalidTransition`. */
  async decideNoShow(
    tx: Tx,
    bookingId: number,
    decision: 'award' | 'annul',
    by: TransitionActor,
  ): Promise<BookingData> {
    return this.toData(await this.noShows.decide(tx, bookingId, decision, by));
  }

  /** What was set aside for it has been passed on: a no-show that this followed stays. */
  async recordSettlement(tx: Tx, booking: LockedBooking): Promise<void> {
    await this.bookings.settle(tx, booking.id, this.clock.now());
  }

  /** Calls off what somebody books and hosts of a kind that takes no seats, for an admin. */
  async cancelComing(tx: Tx, personId: number, kind: BookingKind, by: TransitionActor): Promise<void> {
    await this.transitions.cancelComing(tx, personId, kind, by);
  }

  private toData({ booking, offer }: BookingWithOffer, lapsed: LapsedClaims = {}): BookingData {
    const now = this.clock.now();
    return {
      ...booking,
      offer: offer && { ...offer },
      status: booking.statusAt(now),
      canBeTakenAgain: canBeTakenAgain(booking, offer, now, lapsed),
    };
  }
}
