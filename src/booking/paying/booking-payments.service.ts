import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { LapsedHoldsService } from '../claims/lapsed-holds.service.js';
import { TimeClaimsRepository } from '../claims/time-claims.repository.js';
import { canBeTakenAgain } from '../model/booking-clock.rules.js';
import type { Booking } from '../model/booking.entity.js';
import { BookingsRepository } from '../model/bookings.repository.js';
import { OfferProfilesService } from '../model/offer-profiles.service.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import { TerminalTransitionsRepository } from '../transitions/terminal-transitions.repository.js';
import { BookingPaymentsRepository } from './booking-payments.repository.js';

export type PaymentOutcome = 'confirmed' | 'rebooked' | 'part_paid' | 'gone';

export interface LapsedClaims {
  lapsedSeats?: number;
  isTimeFree?: boolean;
}

/** After `gone` nothing is written, and the money must go back. */
export interface PaymentResult {
  outcome: PaymentOutcome;
  reserved: BookingWithOffer;
}

/** Each in the caller's transaction; the caller checks the rights. */
@Injectable()
export class BookingPaymentsService {
  constructor(
    private readonly payments: BookingPaymentsRepository,
    private readonly bookings: BookingsRepository,
    private readonly time: TimeClaimsRepository,
    private readonly lapsedHolds: LapsedHoldsService,
    private readonly terminal: TerminalTransitionsRepository,
    private readonly profiles: OfferProfilesService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** The offer before the booking, and `toPay` its people before both. Refuses with `NotFound`. */
  async lock(tx: Tx, id: number, toPay: boolean): Promise<BookingWithOffer> {
    const locked = await this.payments.lock(tx, id, toPay ? this.profiles.timeKinds : []);
    if (!locked) throw new NotFound('The booking');
    return locked;
  }

  /** The whole price confirms, a lapsed hold too while its seats are free and nobody waits for them. */
  async record(tx: Tx, locked: BookingWithOffer, cents: number): Promise<PaymentResult> {
    const at = this.clock.now();
    const { booking, offer } = locked;
    const { id } = booking;
    const hasLapsed = booking.statusAt(at) === 'expired';
    if (!hasLapsed) return this.paid(tx, await this.payments.pay(tx, id, cents, at), locked);
    const isWhole = booking.paidCents + cents === booking.priceCents;
    if (!isWhole) return gone(locked);
    if (booking.status === 'pending') {
      if (!canBeTakenAgain(booking, offer, at)) return gone(locked);
      return this.rebooked(tx, await this.payments.pay(tx, id, cents, at), locked);
    }
    if (offer) await this.terminal.expireOffer(tx, offer.id, at);
    if (this.profiles.claimsTime(booking))
      await this.lapsedHolds.free(tx, peopleOf(booking), timeOf(locked), at);
    if (!(await this.isTimeFree(tx, locked, at))) return gone(locked);
    const rebooked = await this.payments.rebook(tx, booking, cents, at, this.profiles.timeKinds);
    return this.rebooked(tx, rebooked, locked);
  }

  /** What of an expired booking's claims is to be had again. */
  async lapsedClaims(source: Pick<Tx, 'query'>, found: BookingWithOffer): Promise<LapsedClaims> {
    const { booking, offer } = found;
    if (booking.status !== 'expired') return {};
    const at = this.clock.now();
    const lapsedSeats = offer ? await this.bookings.lapsedSeats(source, offer.id, at) : 0;
    return { lapsedSeats, isTimeFree: await this.isTimeFree(source, found, at) };
  }

  /** Refuses with `NotFound` and `RefundAbovePayment`. */
  async refund(tx: Tx, id: number, cents: number): Promise<BookingWithOffer> {
    const refunded = await this.payments.refund(tx, id, cents);
    if (!refunded) throw new NotFound('The booking');
    return refunded;
  }

  private async isTimeFree(source: Pick<Tx, 'query'>, found: BookingWithOffer, at: Date): Promise<boolean> {
    const { booking } = found;
    if (!this.profiles.claimsTime(booking)) return true;
    const { id, offerId, hostId } = booking;
    const claim = offerId === null ? id : -offerId;
    return this.time.isFree(source, { ...timeOf(found), people: peopleOf(booking), hostId, claim }, at);
  }

  private paid(tx: Tx, reserved: BookingWithOffer | null, before: BookingWithOffer): PaymentResult {
    if (!reserved) return gone(before);
    this.outbox.announce(tx);
    return { outcome: reserved.booking.status === 'confirmed' ? 'confirmed' : 'part_paid', reserved };
  }

  private rebooked(tx: Tx, reserved: BookingWithOffer | null, before: BookingWithOffer): PaymentResult {
    this.outbox.announce(tx);
    if (!reserved) return gone(before);
    return { outcome: reserved.booking.status === 'confirmed' ? 'rebooked' : 'part_paid', reserved };
  }
}

function peopleOf({ hostId, personId }: Booking): number[] {
  return [hostId, personId].filter((id) => id !== null);
}

function timeOf({ booking, offer }: BookingWithOffer) {
  const { bufferBeforeMinutes, bufferAfterMinutes } = booking;
  const { startsAt, endsAt } = offer ?? booking;
  return { startsAt, endsAt, bufferBeforeMinutes, bufferAfterMinutes };
}

function gone(reserved: BookingWithOffer): PaymentResult {
  return { outcome: 'gone', reserved };
}
