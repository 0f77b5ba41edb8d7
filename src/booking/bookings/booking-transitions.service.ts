import { Injectable } from '@nestjs/common';
import { StaleRead } from '../../platform/database/stale-read.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { PaymentRequired } from '../booking.errors.js';
import { PersonLocksRepository } from '../claims/person-locks.repository.js';
import type { OfferKind } from '../model/offer.entity.js';
import { WaitlistPromoterService } from '../promotion/waitlist-promoter.service.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import type { Booking, BookingStatus, CancelCause } from '../model/booking.entity.js';
import {
  TerminalTransitionsRepository,
  type TerminalTransition,
} from '../transitions/terminal-transitions.repository.js';
import { LiveTransitionsRepository } from '../transitions/live-transitions.repository.js';

/** Who moves a booking; null is the product itself. */
export interface TransitionActor {
  actorId: number | null;
}

export interface CancelInput extends TransitionActor {
  cause: CancelCause;
  reason?: string | null;
}

type Write = (tx: Tx, booking: Booking, ended: TerminalTransition) => Promise<BookingWithOffer | null>;

/** The moves of bookings, each in the caller's transaction. Who may is for the caller to say. */
@Injectable()
export class BookingTransitionsService {
  constructor(
    private readonly moves: LiveTransitionsRepository,
    private readonly endings: TerminalTransitionsRepository,
    private readonly people: PersonLocksRepository,
    private readonly promotions: WaitlistPromoterService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a pending booking firm; a confirmed one stays as it is. Refuses with `NotFound`, `PaymentRequired` (409)
   * and `InvalidTransition` (409).
   */
  async confirm(tx: Tx, id: number, { actorId }: TransitionActor): Promise<BookingWithOffer> {
    const at = this.clock.now();
    const confirmed = await this.moves.confirm(tx, id, { at, actorId });
    if (confirmed) {
      this.outbox.announce(tx);
      return confirmed;
    }
    const found = await this.get(tx, id);
    if (found.booking.statusAt(at) === 'confirmed') return found;
    found.booking.requireTransition('confirmed', at);
    const { priceCents, paidCents, currency } = found.booking;
    throw new PaymentRequired(priceCents - paidCents, currency);
  }

  /** Gives up a live booking: its time is free at once, its seats too or offered to who waits. Refuses with `NotFound` and `InvalidTransition` (409). */
  cancel(tx: Tx, id: number, { actorId, cause, reason }: CancelInput): Promise<BookingWithOffer> {
    const ended = { at: this.clock.now(), actorId, cause, reason };
    return this.end(tx, id, 'cancelled', ended, (...move) => this.endings.cancel(...move));
  }

  /** Gives up the person's live booking of an offer whose bookings claim seats alone, in one statement; null without one. */
  async leave(
    tx: Tx,
    personId: number,
    offer: { kind: OfferKind; refId: number },
    { actorId, cause, reason }: CancelInput,
  ): Promise<BookingWithOffer | null> {
    const left = await this.endings.cancelSeat(tx, personId, offer, {
      at: this.clock.now(),
      actorId,
      cause,
      reason,
    });
    if (left) await this.freed(tx, left);
    return left;
  }

  /** Marks that nobody came, from the start on. Refuses like `cancel`. */
  markNoShow(tx: Tx, id: number, { actorId }: TransitionActor): Promise<BookingWithOffer> {
    const ended = { at: this.clock.now(), actorId };
    return this.end(tx, id, 'no_show', ended, (...move) => this.endings.markNoShow(...move));
  }

  /** Completes a confirmed booking before it does so by itself. Refuses like `cancel`. */
  complete(tx: Tx, id: number, { actorId }: TransitionActor): Promise<BookingWithOffer> {
    const ended = { at: this.clock.now(), actorId };
    return this.end(tx, id, 'completed', ended, (...move) => this.endings.complete(...move));
  }

  /** `NotFound` without one. */
  async get(source: Pick<Tx, 'query'>, id: number): Promise<BookingWithOffer> {
    const found = await this.moves.find(source, id);
    if (!found) throw new NotFound('The booking');
    return found;
  }

  /**
   * The booking is read without a lock, for the locks that come before its own, and checked again under them. Where it
   * has another offer by then, that one's lock would come too late.
   */
  private async end(
    tx: Tx,
    id: number,
    to: BookingStatus,
    ended: TerminalTransition,
    write: Write,
  ): Promise<BookingWithOffer> {
    const { booking } = await this.get(tx, id);
    booking.requireTransition(to, ended.at);
    if (claimsTime(booking)) await this.people.lock(tx, await this.people.peopleOf(tx, [id]));
    const moved = await write(tx, booking, ended);
    if (!moved) {
      (await this.get(tx, id)).booking.requireTransition(to, ended.at);
      throw new StaleRead();
    }
    await this.freed(tx, moved);
    return moved;
  }

  /** Seats that somebody waits for are offered before the commit. */
  private async freed(tx: Tx, { offer }: BookingWithOffer): Promise<void> {
    this.outbox.announce(tx);
    if (offer && offer.waiting > 0) await this.promotions.promoteNext(tx, offer.id);
  }
}

function claimsTime({ kind }: Booking): boolean {
  return kind === 'appointment' || kind === 'meeting';
}
