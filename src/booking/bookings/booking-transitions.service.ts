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
import type { BookingStatus } from '../model/booking-clock.rules.js';
import type { Booking, CancelCause } from '../model/booking.entity.js';
import {
  TerminalTransitionsRepository,
  type TerminalTransition,
} from '../transitions/terminal-transitions.repository.js';
import { BookingsRepository } from '../model/bookings.repository.js';
import { LiveTransitionsRepository } from '../transitions/live-transitions.repository.js';

/** `actorId` null: the product itself. */
export interface TransitionActor {
  actorId: number | null;
}

export interface CancelInput extends TransitionActor {
  cause: CancelCause;
  reason?: string | null;
}

type Write = (tx: Tx, booking: Booking, transition: TerminalTransition) => Promise<BookingWithOffer | null>;

/** Each in the caller's transaction; the caller checks the rights. */
@Injectable()
export class BookingTransitionsService {
  constructor(
    private readonly bookings: BookingsRepository,
    private readonly live: LiveTransitionsRepository,
    private readonly terminal: TerminalTransitionsRepository,
    private readonly personLocks: PersonLocksRepository,
    private readonly promoter: WaitlistPromoterService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** A confirmed one stays as it is. Refuses with `NotFound`, `PaymentRequired` and `InvalidTransition`. */
  async confirm(tx: Tx, id: number, { actorId }: TransitionActor): Promise<BookingWithOffer> {
    const at = this.clock.now();
    const confirmed = await this.live.confirm(tx, id, { at, actorId });
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

  /** Refuses with `NotFound` and `InvalidTransition`. */
  cancel(tx: Tx, id: number, { actorId, cause, reason }: CancelInput): Promise<BookingWithOffer> {
    const transition = { at: this.clock.now(), actorId, cause, reason };
    return this.end(tx, id, 'cancelled', transition, (...args) => this.terminal.cancel(...args));
  }

  /** Null without a live booking. For offers whose bookings claim seats alone. */
  async leave(
    tx: Tx,
    personId: number,
    offer: { kind: OfferKind; refId: number },
    { actorId, cause, reason }: CancelInput,
  ): Promise<BookingWithOffer | null> {
    const left = await this.terminal.cancelSeat(tx, personId, offer, {
      at: this.clock.now(),
      actorId,
      cause,
      reason,
    });
    if (left) await this.promote(tx, left);
    return left;
  }

  /** Refuses like `cancel`, and before the start. */
  markNoShow(tx: Tx, id: number, { actorId }: TransitionActor): Promise<BookingWithOffer> {
    const transition = { at: this.clock.now(), actorId };
    return this.end(tx, id, 'no_show', transition, (...args) => this.terminal.markNoShow(...args));
  }

  /** Refuses like `cancel`. */
  complete(tx: Tx, id: number, { actorId }: TransitionActor): Promise<BookingWithOffer> {
    const transition = { at: this.clock.now(), actorId };
    return this.end(tx, id, 'completed', transition, (...args) => this.terminal.complete(...args));
  }

  /** Refuses with `NotFound`. */
  async get(source: Pick<Tx, 'query'>, id: number): Promise<BookingWithOffer> {
    const found = await this.bookings.find(source, id);
    if (!found) throw new NotFound('The booking');
    return found;
  }

  /** Reads the booking without a lock, because others come before its own, and checks it again under them. */
  private async end(
    tx: Tx,
    id: number,
    to: BookingStatus,
    transition: TerminalTransition,
    write: Write,
  ): Promise<BookingWithOffer> {
    const { booking } = await this.get(tx, id);
    booking.requireTransition(to, transition.at);
    if (claimsTime(booking)) await this.personLocks.lock(tx, await this.personLocks.peopleOf(tx, [id]));
    const moved = await write(tx, booking, transition);
    if (!moved) {
      (await this.get(tx, id)).booking.requireTransition(to, transition.at);
      throw new StaleRead();
    }
    await this.promote(tx, moved);
    return moved;
  }

  private async promote(tx: Tx, { offer }: BookingWithOffer): Promise<void> {
    this.outbox.announce(tx);
    if (offer && offer.waiting > 0) await this.promoter.promoteNext(tx, offer.id);
  }
}

function claimsTime({ kind }: Booking): boolean {
  return kind === 'appointment' || kind === 'meeting';
}
