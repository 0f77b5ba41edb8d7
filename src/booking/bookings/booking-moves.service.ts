import { Injectable } from '@nestjs/common';
import { Overtaken } from '../../platform/database/overtaken.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { PaymentRequired } from '../booking.errors.js';
import { PeopleRepository } from '../claims/people.repository.js';
import type { OfferKind } from '../offers/offer.entity.js';
import { Promotions } from '../waitlist/promotions.service.js';
import type { Reserved } from './booking-columns.js';
import type { Booking, BookingStatus, CancelCause } from './booking.entity.js';
import { EndingsRepository, type Ended } from './endings.repository.js';
import { MovesRepository } from './moves.repository.js';

/** Who moves a booking; null is the product itself. */
export interface Mover {
  actorId: number | null;
}

export interface Cancelling extends Mover {
  cause: CancelCause;
  reason?: string | null;
}

type Write = (tx: Tx, booking: Booking, ended: Ended) => Promise<Reserved | null>;

/** The moves of bookings, each in the caller's transaction. Who may is for the caller to say. */
@Injectable()
export class BookingMoves {
  constructor(
    private readonly moves: MovesRepository,
    private readonly endings: EndingsRepository,
    private readonly people: PeopleRepository,
    private readonly promotions: Promotions,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a pending booking firm; a confirmed one stays as it is. Refuses with `NotFound`, `PaymentRequired` (409)
   * and `InvalidTransition` (409).
   */
  async confirm(tx: Tx, id: number, { actorId }: Mover): Promise<Reserved> {
    const at = this.clock.now();
    const confirmed = await this.moves.confirm(tx, id, { at, actorId });
    if (confirmed) {
      this.outbox.announce(tx);
      return confirmed;
    }
    const found = await this.get(tx, id);
    if (found.booking.statusAt(at) === 'confirmed') return found;
    found.booking.requireMove('confirmed', at);
    const { priceCents, paidCents, currency } = found.booking;
    throw new PaymentRequired(priceCents - paidCents, currency);
  }

  /** Gives up a live booking: its time is free at once, its seats too or offered to who waits. Refuses with `NotFound` and `InvalidTransition` (409). */
  cancel(tx: Tx, id: number, { actorId, cause, reason }: Cancelling): Promise<Reserved> {
    const ended = { at: this.clock.now(), actorId, cause, reason };
    return this.end(tx, id, 'cancelled', ended, (...move) => this.endings.cancel(...move));
  }

  /** Gives up the person's live booking of an offer whose bookings claim seats alone, in one statement; null without one. */
  async leave(
    tx: Tx,
    personId: number,
    offer: { kind: OfferKind; refId: number },
    { actorId, cause, reason }: Cancelling,
  ): Promise<Reserved | null> {
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
  markNoShow(tx: Tx, id: number, { actorId }: Mover): Promise<Reserved> {
    const ended = { at: this.clock.now(), actorId };
    return this.end(tx, id, 'no_show', ended, (...move) => this.endings.markNoShow(...move));
  }

  /** Completes a confirmed booking before it does so by itself. Refuses like `cancel`. */
  complete(tx: Tx, id: number, { actorId }: Mover): Promise<Reserved> {
    const ended = { at: this.clock.now(), actorId };
    return this.end(tx, id, 'completed', ended, (...move) => this.endings.complete(...move));
  }

  /** `NotFound` without one. */
  async get(source: Pick<Tx, 'query'>, id: number): Promise<Reserved> {
    const found = await this.moves.find(source, id);
    if (!found) throw new NotFound('The booking');
    return found;
  }

  /**
   * The booking is read without a lock, for the locks that come before its own, and checked again under them. Where it
   * has another offer by then, that one's lock would come too late.
   */
  private async end(tx: Tx, id: number, to: BookingStatus, ended: Ended, write: Write): Promise<Reserved> {
    const { booking } = await this.get(tx, id);
    booking.requireMove(to, ended.at);
    if (claimsTime(booking)) await this.people.lock(tx, await this.people.peopleOf(tx, [id]));
    const moved = await write(tx, booking, ended);
    if (!moved) {
      (await this.get(tx, id)).booking.requireMove(to, ended.at);
      throw new Overtaken();
    }
    await this.freed(tx, moved);
    return moved;
  }

  /** Seats that somebody waits for are offered before the commit. */
  private async freed(tx: Tx, { offer }: Reserved): Promise<void> {
    this.outbox.announce(tx);
    if (offer && offer.waiting > 0) await this.promotions.settle(tx, offer.id);
  }
}

function claimsTime({ kind }: Booking): boolean {
  return kind === 'appointment' || kind === 'meeting';
}
