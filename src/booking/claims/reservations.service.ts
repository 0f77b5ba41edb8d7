import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { StaleRead } from '../../platform/database/stale-read.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import type { DomainError } from '../../shared/errors.js';
import { SlotUnavailable, SoldOut } from '../booking.errors.js';
import { TerminalTransitionsRepository } from '../transitions/terminal-transitions.repository.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import type { OfferKind } from '../model/offer.entity.js';
import { PersonLocksRepository } from './person-locks.repository.js';
import { SeatSnapshotQueries } from './seat-snapshot.queries.js';
import { seatRefusal } from './seat-refusal.policy.js';
import { SeatClaimsRepository, type SeatRequest } from './seat-claims.repository.js';
import { TimeClaimsRepository, type TimeRequest } from './time-claims.repository.js';

/** What is asked for; the instant and the end of the hold are the service's own. */
export type ReserveSeatsInput = Omit<SeatRequest, 'now' | 'expiresAt'>;
export type ReserveTimeInput = Omit<TimeRequest, 'now'>;

const MINUTE_MS = 60_000;

/** Nothing was taken; unwinds the first attempt, so that a claimed `Idempotency-Key` is let go again. */
class NotReserved extends Error {}

/** Makes bookings: claims on seats, on people's time, or on both. */
@Injectable()
export class ReservationsService {
  constructor(
    private readonly db: Database,
    private readonly seats: SeatClaimsRepository,
    private readonly time: TimeClaimsRepository,
    private readonly facts: SeatSnapshotQueries,
    private readonly people: PersonLocksRepository,
    private readonly endings: TerminalTransitionsRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * Takes seats as a use case of its own, one statement where they are free, and answers what `answer` makes of
   * the booking. Refuses like `reserveSeats`.
   */
  async bookSeats<T>(
    wish: ReserveSeatsInput,
    answer: (reserved: BookingWithOffer, now: Date) => T,
  ): Promise<T> {
    const request = this.seatRequest(wish);
    try {
      return await this.db.single(async (tx) => {
        const reserved = await this.trySeats(tx, request);
        if (!reserved) throw new NotReserved();
        return answer(reserved, request.now);
      });
    } catch (error) {
      if (!(error instanceof NotReserved || error instanceof StaleRead)) throw error;
    }
    const refusal = seatRefusal(await this.facts.of(this.db, request), request);
    if (refusal) throw refusal;
    return this.db.transaction(async (tx) => answer(await this.seatsIn(tx, request), request.now));
  }

  /**
   * Takes seats in `tx`. Refuses with 400 for an offer that does not exist or a party that is too large, and with 409
   * `ALREADY_BOOKED`, `SLOT_UNAVAILABLE`, `SOLD_OUT` or `BOOKING_CLOSED`.
   */
  async reserveSeats(tx: Tx, wish: ReserveSeatsInput): Promise<BookingWithOffer> {
    const request = this.seatRequest(wish);
    return (await this.trySeats(tx, request)) ?? (await this.seatsIn(tx, request));
  }

  /**
   * Claims people's time in `tx`, and seats of a session where one is given. Refuses with 409 `SLOT_UNAVAILABLE`
   * where somebody is busy (the transaction is then lost), and as `reserveSeats` does for the session.
   */
  async reserveTime(tx: Tx, wish: ReserveTimeInput): Promise<BookingWithOffer> {
    const request = { ...wish, now: this.clock.now() };
    await this.people.lock(tx, request.people);
    const from = new Date(request.startsAt.getTime() - (request.bufferBeforeMinutes ?? 0) * MINUTE_MS);
    const to = new Date(request.endsAt.getTime() + (request.bufferAfterMinutes ?? 0) * MINUTE_MS);
    const lapsed = await this.people.lapsedHolds(tx, request.people, from, to, request.now);
    if (lapsed.length > 0) await this.endings.expireSome(tx, lapsed, request.now);
    const reserved = (await this.time.reserve(tx, request)) ?? (await this.sessionIn(tx, request));
    this.outbox.announce(tx);
    return reserved;
  }

  private seatRequest(wish: ReserveSeatsInput): SeatRequest {
    const now = this.clock.now();
    return { ...wish, now, expiresAt: new Date(now.getTime() + this.config.bookingHold) };
  }

  private async trySeats(tx: Tx, request: SeatRequest): Promise<BookingWithOffer | null> {
    const reserved = await this.seats.reserve(tx, request);
    if (reserved) this.outbox.announce(tx);
    return reserved;
  }

  /** The slow way: frees the seats of holds that have run out and asks once more. */
  private async seatsIn(tx: Tx, request: SeatRequest): Promise<BookingWithOffer> {
    const before = await this.facts.of(tx, request);
    const refusal = seatRefusal(before, request);
    if (refusal) throw refusal;
    await this.endings.expireOffer(tx, before.offer!.id, request.now);
    const reserved = await this.trySeats(tx, request);
    if (reserved) return reserved;
    throw seatRefusal(await this.facts.of(tx, request), request) ?? noneLeft(request.offer.kind);
  }

  /** A session without seats: frees those of holds that have run out and asks once more. */
  private async sessionIn(tx: Tx, request: TimeRequest): Promise<BookingWithOffer> {
    const { session, personId, quantity = 1, now } = request;
    const asked = { offer: session!, personId: personId ?? 0, quantity, now };
    const before = await this.facts.of(tx, asked);
    const refusal = seatRefusal(before, asked);
    if (refusal) throw refusal;
    await this.endings.expireOffer(tx, before.offer!.id, now);
    const reserved = await this.time.reserve(tx, request);
    if (reserved) return reserved;
    throw seatRefusal(await this.facts.of(tx, asked), asked) ?? noneLeft(asked.offer.kind);
  }
}

/** Somebody else was quicker, twice. */
function noneLeft(kind: OfferKind): DomainError {
  return kind === 'slot' ? new SlotUnavailable() : new SoldOut(0);
}
