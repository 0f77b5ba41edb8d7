import { Injectable } from '@nestjs/common';
import { StaleRead } from '../../platform/database/stale-read.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { TooLate } from '../booking.errors.js';
import { PersonLocksRepository } from '../claims/person-locks.repository.js';
import { withTimeRefusal } from '../claims/time-claims.repository.js';
import type { OfferKind } from '../model/offer.entity.js';
import { OfferProfilesService } from '../model/offer-profiles.service.js';
import { WaitlistPromoterService } from '../promotion/waitlist-promoter.service.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import type { Booking, BookingKind, CancelCause } from '../model/booking.entity.js';
import {
  TerminalTransitionsRepository,
  type TerminalTransition,
} from '../transitions/terminal-transitions.repository.js';
import { BookingsRepository } from '../model/bookings.repository.js';
import { refusalOf, type TransitionName } from '../transitions/transitions.rules.js';
import { WithdrawalsService } from '../withdrawals/withdrawals.service.js';
import { DeparturesService } from './departures.service.js';
import { LiveTransitionsRepository } from '../transitions/live-transitions.repository.js';

/** `actorId` null: the product itself. */
export interface TransitionActor {
  actorId: number | null;
}

export interface ConfirmInput extends TransitionActor {
  byHost?: boolean;
}

export interface CancelInput extends TransitionActor {
  cause: CancelCause;
  reason?: string | null;
  /** The host gives up this one booking alone, not the session that it is part of. */
  isAlone?: boolean;
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
    private readonly profiles: OfferProfilesService,
    private readonly promoter: WaitlistPromoterService,
    private readonly withdrawals: WithdrawalsService,
    private readonly departures: DeparturesService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** A confirmed one stays as it is. Refuses with `NotFound` and like `refusalOf`. */
  async confirm(tx: Tx, id: number, { actorId, byHost = false }: ConfirmInput): Promise<BookingWithOffer> {
    const at = this.clock.now();
    const confirmed = await withTimeRefusal(this.live.confirm(tx, id, { at, actorId, byHost }));
    if (confirmed) {
      this.outbox.announce(tx);
      return confirmed;
    }
    const found = await this.get(tx, id);
    if (found.booking.statusAt(at) === 'confirmed') return found;
    throw refusalOf('confirm', found.booking, { at, byHost }) ?? new StaleRead();
  }

  /** Takes seats that a waitlist offered: where only the host confirms, it is asked. Refuses like `confirm`. */
  async takeUp(tx: Tx, id: number, { actorId }: TransitionActor): Promise<BookingWithOffer> {
    const { booking } = await this.get(tx, id);
    await this.personLocks.lock(
      tx,
      [booking.hostId, booking.personId].filter((person) => person !== null),
    );
    if (!booking.awaitsHost) return this.confirm(tx, id, { actorId });
    const at = this.clock.now();
    const taken = await withTimeRefusal(this.live.takeUp(tx, id, { at, actorId }));
    if (!taken) throw refusalOf('take up', (await this.get(tx, id)).booking, { at }) ?? new StaleRead();
    this.outbox.announce(tx);
    return taken;
  }

  /** The host's is of the whole session. Refuses with `NotFound` and like `refusalOf`. */
  async cancel(tx: Tx, id: number, input: CancelInput): Promise<BookingWithOffer> {
    const { actorId, cause, reason, isAlone = false } = input;
    const attempt = { at: this.clock.now(), actorId, cause, reason };
    const { booking, offer } = await this.get(tx, id);
    if (cause === 'host' && !isAlone && this.profiles.isSession(booking)) {
      const refusal = refusalOf('cancel', booking, attempt);
      if (refusal) throw refusal;
      const by = { actorId, reason, cause };
      const { cancelled } = await this.withdrawals.withdraw(tx, offer!.kind, offer!.refId, by);
      const found = await this.get(tx, id);
      if (cancelled === 0) throw refusalOf('cancel', found.booking, attempt) ?? new StaleRead();
      return found;
    }
    const cancelled = await this.end(tx, booking, 'cancel', attempt, async (...args) => {
      const left = await this.terminal.cancel(...args);
      if (left) await this.departures.follow(tx, [left], attempt);
      return left;
    });
    if (this.profiles.isSession(booking))
      await this.withdrawals.endEmptySession(tx, booking.offerId!, { actorId });
    return cancelled;
  }

  /** Null without a live booking; else it refuses like `cancel`. For bookings that claim seats alone. */
  async leave(
    tx: Tx,
    personId: number,
    offer: { kind: OfferKind; refId: number },
    { actorId, cause, reason }: CancelInput,
  ): Promise<BookingWithOffer | null> {
    const attempt = { at: this.clock.now(), actorId, cause, reason };
    const left = await this.terminal.cancelSeat(tx, personId, offer, attempt);
    if (left) {
      await this.departures.follow(tx, [left], attempt);
      await this.promote(tx, left);
      return left;
    }
    const kept = await this.bookings.findLive(tx, personId, offer, attempt.at);
    if (kept) throw refusalOf('cancel', kept.booking, attempt) ?? new StaleRead();
    return null;
  }

  /** Refuses with `NotFound` and like `refusalOf`. */
  async complete(tx: Tx, id: number, { actorId }: TransitionActor): Promise<BookingWithOffer> {
    const attempt = { at: this.clock.now(), actorId };
    const { booking } = await this.get(tx, id);
    return this.end(tx, booking, 'complete', attempt, (...args) => this.terminal.complete(...args));
  }

  /** What somebody books and hosts of a kind that takes no seats, called off by an admin. */
  async cancelComing(tx: Tx, personId: number, kind: BookingKind, { actorId }: TransitionActor): Promise<void> {
    const at = this.clock.now();
    const ids = await this.bookings.coming(tx, personId, kind, at);
    if (ids.length === 0) return;
    await this.personLocks.lock(tx, await this.personLocks.peopleOf(tx, ids));
    await this.terminal.cancelSome(tx, ids, { at, actorId, cause: 'admin' });
    this.outbox.announce(tx);
  }

  /** Refuses with `NotFound`. */
  async get(source: Pick<Tx, 'query'>, id: number): Promise<BookingWithOffer> {
    const found = await this.bookings.find(source, id);
    if (!found) throw new NotFound('The booking');
    return found;
  }

  /** `booking` was read without a lock; the statement decides under those that come before its own. */
  private async end(
    tx: Tx,
    booking: Booking,
    name: TransitionName,
    attempt: TerminalTransition,
    write: Write,
  ): Promise<BookingWithOffer> {
    const { id } = booking;
    if (this.profiles.claimsTime(booking))
      await this.personLocks.lock(tx, await this.personLocks.peopleOf(tx, [id]));
    const moved = await write(tx, booking, attempt);
    if (!moved) throw this.refusalOf(name, (await this.get(tx, id)).booking, attempt);
    await this.promote(tx, moved);
    return moved;
  }

  private refusalOf(name: TransitionName, booking: Booking, attempt: TerminalTransition): Error {
    const isHad = name === 'cancel' && booking.statusAt(attempt.at) === 'completed';
    if (isHad && this.profiles.ofBooking(booking.kind).isBetweenTwo) return new TooLate();
    return refusalOf(name, booking, attempt) ?? new StaleRead();
  }

  private async promote(tx: Tx, { offer }: BookingWithOffer): Promise<void> {
    this.outbox.announce(tx);
    if (offer && offer.waiting > 0) await this.promoter.promoteNext(tx, offer.id);
  }
}
