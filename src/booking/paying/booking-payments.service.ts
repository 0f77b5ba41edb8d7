import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { canBeTakenAgain } from '../model/booking-clock.rules.js';
import { OfferProfilesService } from '../model/offer-profiles.service.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import { TerminalTransitionsRepository } from '../transitions/terminal-transitions.repository.js';
import { BookingPaymentsRepository } from './booking-payments.repository.js';

export type PaymentOutcome = 'confirmed' | 'rebooked' | 'part_paid' | 'gone';

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
    private readonly terminal: TerminalTransitionsRepository,
    private readonly profiles: OfferProfilesService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** The offer before the booking. Refuses with `NotFound`. */
  async lock(tx: Tx, id: number): Promise<BookingWithOffer> {
    const locked = await this.payments.lock(tx, id);
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
    // Its time has been given back, and nobody has confirmed it.
    if (!offer || booking.awaitsHost || this.profiles.claimsTime(booking)) return gone(locked);
    await this.terminal.expireOffer(tx, offer.id, at);
    return this.rebooked(tx, await this.payments.rebook(tx, id, cents, at), locked);
  }

  /** Refuses with `NotFound` and `RefundAbovePayment`. */
  async refund(tx: Tx, id: number, cents: number): Promise<BookingWithOffer> {
    const refunded = await this.payments.refund(tx, id, cents);
    if (!refunded) throw new NotFound('The booking');
    return refunded;
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

function gone(reserved: BookingWithOffer): PaymentResult {
  return { outcome: 'gone', reserved };
}
