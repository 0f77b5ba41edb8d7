import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { InvalidTransition } from '../booking.errors.js';
import { BookingTransitionsService } from '../bookings/booking-transitions.service.js';
import { HoldersService } from '../claims/holders.service.js';
import { PersonLocksRepository } from '../claims/person-locks.repository.js';
import { SeatSnapshotQueries } from '../claims/seat-snapshot.queries.js';
import { seatsFree, type SeatCheckInput } from '../claims/seat-refusal.policy.js';
import type { OfferKind } from '../model/offer.entity.js';
import { OfferProfilesService } from '../model/offer-profiles.service.js';
import { OffersRepository } from '../offers/offers.repository.js';
import { joinRefusal } from './join-refusal.policy.js';
import { WaitlistPromoterService } from '../promotion/waitlist-promoter.service.js';
import {
  toWaitlistEntryResponse,
  type WaitlistEntryResponse,
  type WaitlistQuery,
  type WaitlistRequest,
} from './waitlist.dto.js';
import { WaitlistQueries } from './waitlist.queries.js';
import type { WaitlistRow } from './waitlist-rows.sql.js';
import { WaitlistRepository } from '../promotion/waitlist.repository.js';

export type JoinWaitlistInput = Omit<SeatCheckInput, 'now' | 'refuseJoinOnly'> & {
  offer: { kind: OfferKind; refId: number };
  address?: string;
  hostId?: number;
};

@Injectable()
export class WaitlistService {
  constructor(
    private readonly db: Database,
    private readonly waitlist: WaitlistRepository,
    private readonly queries: WaitlistQueries,
    private readonly profiles: OfferProfilesService,
    private readonly offers: OffersRepository,
    private readonly snapshots: SeatSnapshotQueries,
    private readonly personLocks: PersonLocksRepository,
    private readonly holders: HoldersService,
    private readonly promoter: WaitlistPromoterService,
    private readonly transitions: BookingTransitionsService,
    private readonly clock: Clock,
  ) {}

  async listOwn(caller: Caller, query: WaitlistQuery): Promise<Page<WaitlistEntryResponse>> {
    const [named] = this.profiles.named(query);
    const page = await this.queries.ofPerson(this.db, caller.id, query, named?.offer, this.clock.now());
    return { ...page, items: page.items.map((row) => this.shown(row, caller)) };
  }

  /** Refuses like `joinIn`. */
  join(caller: Caller, request: WaitlistRequest): Promise<WaitlistEntryResponse> {
    const input: JoinWaitlistInput = {
      offer: this.profiles.onlyNamed(request).offer,
      personId: caller.id,
      quantity: request.number_of_tickets,
      seesDrafts: caller.isAdmin,
    };
    return this.db.transaction(async (tx) => this.shown(await this.joinIn(tx, input), caller));
  }

  find(source: Pick<Tx, 'query'>, id: number): Promise<WaitlistRow | null> {
    return this.queries.find(source, id, this.clock.now());
  }

  /** Seats that fit nobody before it are offered at once. Refuses with `AlreadyWaiting` or a `joinRefusal`. */
  async joinIn(tx: Tx, input: JoinWaitlistInput): Promise<WaitlistRow> {
    const now = this.clock.now();
    const asked = { ...input, refuseJoinOnly: true, now };
    if (input.hostId !== undefined) await this.personLocks.lock(tx, [input.hostId]);
    const offer = await this.offers.findForUpdate(tx, input.offer.kind, input.offer.refId);
    let snapshot = await this.snapshots.of(tx, asked);
    if (snapshot.lapsedSeats > 0) {
      await this.promoter.promoteNext(tx, offer!.id);
      snapshot = await this.snapshots.of(tx, asked);
    }
    const refusal = joinRefusal(snapshot, asked, this.profiles.ofOffer(input.offer.kind));
    if (refusal) throw refusal;
    const { personId, address, quantity } = input;
    const heldBy = address === undefined ? null : this.holders.ofAddress(address);
    const party = { offerId: offer!.id, personId, heldBy, quantity, at: now };
    const id = await this.waitlist.join(tx, party);
    if (seatsFree(snapshot) > 0) await this.promoter.promoteNext(tx, offer!.id);
    return (await this.queries.find(tx, id, now))!;
  }

  /** Refuses with `NotFound` to everybody else, and with `InvalidTransition` where the waiting is over. */
  leave(caller: Caller, id: number): Promise<WaitlistEntryResponse> {
    return this.db.transaction(async (tx) => {
      const found = await this.queries.find(tx, id, this.clock.now());
      if (found?.personId !== caller.id) throw new NotFound('The waitlist entry');
      return this.shown(await this.leaveIn(tx, found, { actorId: caller.id }), caller);
    });
  }

  /** Refuses with `InvalidTransition` where the waiting is over. */
  async leaveIn(
    tx: Tx,
    { id, offerId, kind, hostId }: WaitlistRow,
    { actorId, reason }: { actorId: number | null; reason?: string | null },
  ): Promise<WaitlistRow> {
    if (this.profiles.ofOffer(kind).claimsTime && hostId !== null) await this.personLocks.lock(tx, [hostId]);
    const entry = await this.lockCurrent(tx, id, offerId);
    if (entry.status === 'waiting') await this.waitlist.leave(tx, id, this.clock.now());
    else if (entry.status !== 'offered')
      throw new InvalidTransition(entry.status, 'left', [], 'waitlist entry');
    else await this.transitions.cancel(tx, entry.bookingId!, { actorId, reason, cause: 'booker' });
    await this.promoter.promoteNext(tx, offerId);
    return (await this.queries.find(tx, id, this.clock.now()))!;
  }

  private shown(row: WaitlistRow, { fullName }: Caller): WaitlistEntryResponse {
    return toWaitlistEntryResponse(row, fullName, this.profiles.ofOffer(row.kind));
  }

  /** Locks the entry's offer, and writes it first where its seats have lapsed. */
  private async lockCurrent(tx: Tx, id: number, offerId: number): Promise<WaitlistRow> {
    const now = this.clock.now();
    await this.waitlist.lockOffer(tx, offerId);
    const entry = (await this.queries.find(tx, id, now))!;
    if (!entry.hasLapsed) return entry;
    await this.promoter.promoteNext(tx, offerId);
    return (await this.queries.find(tx, id, now))!;
  }
}
