import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { InvalidTransition } from '../booking.errors.js';
import { BookingTransitionsService } from '../bookings/booking-transitions.service.js';
import { SeatSnapshotQueries } from '../claims/seat-snapshot.queries.js';
import { seatsFree, type SeatCheckInput } from '../claims/seat-refusal.policy.js';
import { OffersRepository } from '../offers/offers.repository.js';
import { joinRefusal } from './join-refusal.policy.js';
import { WaitlistPromoterService } from '../promotion/waitlist-promoter.service.js';
import {
  toWaitlistEntryResponse,
  type WaitlistEntryResponse,
  type WaitlistQuery,
  type WaitlistRequest,
} from './waitlist.dto.js';
import { WaitlistQueries, type WaitlistRow } from './waitlist.queries.js';
import { WaitlistRepository } from '../promotion/waitlist.repository.js';

/** A party that wants to wait. */
export type JoinWaitlistInput = Omit<SeatCheckInput, 'now' | 'refuseJoinOnly'> & { offer: { refId: number } };

/** What people do with waitlists, one method for each use case. */
@Injectable()
export class WaitlistService {
  constructor(
    private readonly db: Database,
    private readonly waitlist: WaitlistRepository,
    private readonly queries: WaitlistQueries,
    private readonly offers: OffersRepository,
    private readonly facts: SeatSnapshotQueries,
    private readonly promotions: WaitlistPromoterService,
    private readonly moves: BookingTransitionsService,
    private readonly clock: Clock,
  ) {}

  async listOwn(caller: Caller, query: WaitlistQuery): Promise<Page<WaitlistEntryResponse>> {
    const page = await this.queries.ofPerson(this.db, caller.id, query, this.clock.now());
    return { ...page, items: page.items.map((row) => toWaitlistEntryResponse(row, caller.fullName)) };
  }

  /** Waits for tickets of an event. Refuses as `joinIn`. */
  join(caller: Caller, request: WaitlistRequest): Promise<WaitlistEntryResponse> {
    const wish: JoinWaitlistInput = {
      offer: { kind: 'event', refId: request.event },
      personId: caller.id,
      quantity: request.number_of_tickets,
      seesDrafts: caller.isAdmin,
    };
    return this.db.transaction(async (tx) =>
      toWaitlistEntryResponse(await this.joinIn(tx, wish), caller.fullName),
    );
  }

  /**
   * Puts a party at the end of an offer's queue, in `tx`; seats that are free and fit nobody before it are offered to
   * it at once. Refuses with 400 for an unknown offer or a party that is too large, and with 409 `SEATS_AVAILABLE`,
   * `ALREADY_WAITING`, `ALREADY_BOOKED`, `BOOKING_CLOSED` or `JOIN_ONLY`.
   */
  async joinIn(tx: Tx, wish: JoinWaitlistInput): Promise<WaitlistRow> {
    const now = this.clock.now();
    const asked = { ...wish, refuseJoinOnly: true, now };
    const offer = await this.offers.findForUpdate(tx, wish.offer.kind, wish.offer.refId);
    let facts = await this.facts.of(tx, asked);
    if (facts.lapsedSeats > 0) {
      await this.promotions.promoteNext(tx, offer!.id);
      facts = await this.facts.of(tx, asked);
    }
    const refusal = joinRefusal(facts, asked);
    if (refusal) throw refusal;
    const id = await this.waitlist.join(tx, offer!.id, wish.personId, wish.quantity, now);
    if (seatsFree(facts) > 0) await this.promotions.promoteNext(tx, offer!.id);
    return (await this.queries.find(tx, id, now))!;
  }

  /**
   * Gives up waiting, or seats that were offered. Refuses with `NotFound` to everybody else, and with
   * `InvalidTransition` (409) where it is over.
   */
  leave(caller: Caller, id: number): Promise<WaitlistEntryResponse> {
    return this.db.transaction(async (tx) => {
      const entry = await this.lockOwn(tx, caller, id);
      if (entry.status === 'waiting') await this.waitlist.leave(tx, id, this.clock.now());
      else if (entry.status !== 'offered')
        throw new InvalidTransition(entry.status, 'left', [], 'waitlist entry');
      else await this.moves.cancel(tx, entry.bookingId!, { actorId: caller.id, cause: 'booker' });
      await this.promotions.promoteNext(tx, entry.offerId);
      return toWaitlistEntryResponse((await this.queries.find(tx, id, this.clock.now()))!, caller.fullName);
    });
  }

  /** The caller's entry as it stands under the lock of its offer, what has lapsed by then written. */
  private async lockOwn(tx: Tx, caller: Caller, id: number): Promise<WaitlistRow> {
    const now = this.clock.now();
    const found = await this.queries.find(tx, id, now);
    if (found?.personId !== caller.id) throw new NotFound('The waitlist entry');
    await this.waitlist.lockOffer(tx, found.offerId);
    const entry = (await this.queries.find(tx, id, now))!;
    if (!entry.hasLapsed) return entry;
    await this.promotions.promoteNext(tx, entry.offerId);
    return (await this.queries.find(tx, id, now))!;
  }
}
