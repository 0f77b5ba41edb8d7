import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { Config } from '../../platform/config/config.js';
import type { RequestKey } from '../../platform/context/idempotency-claim.js';
import { Database } from '../../platform/database/database.js';
import { StaleRead } from '../../platform/database/stale-read.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import type { KeptUnder } from '../../platform/http/idempotency/kept-row.sql.js';
import { Clock } from '../../shared/clock.js';
import { BookingClosed, SlotUnavailable, TooManyHolds } from '../booking.errors.js';
import { TerminalTransitionsRepository } from '../transitions/terminal-transitions.repository.js';
import { HOST_ANSWERS_WITHIN_HOURS, started } from '../model/booking-clock.rules.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import { HoldersService } from './holders.service.js';
import { LapsedHoldsService } from './lapsed-holds.service.js';
import { PersonLocksRepository } from './person-locks.repository.js';
import type { OfferProfile } from '../model/offer-profile.rules.js';
import { OfferProfilesService } from '../model/offer-profiles.service.js';
import { SeatSnapshotQueries } from './seat-snapshot.queries.js';
import { seatRefusal } from './seat-refusal.policy.js';
import { SeatClaimsRepository, type SeatRequest } from './seat-claims.repository.js';
import { TimeClaimsRepository, type TimeRequest } from './time-claims.repository.js';

type Ours = 'graceMinutes' | 'now' | 'heldBy' | 'mostHolds';
export type ReserveSeatsInput = Omit<SeatRequest, Ours | 'kind' | 'expiresAt'>;
/** Who books without an account is known by the address. */
type Invitee = { personId: number; address?: never } | { personId: null; address: string };
export type ReserveTimeInput = Omit<TimeRequest, Ours | 'personId'> & Invitee;
/** Asked once nobody else can take these people's time; refuses, or answers the session to take seats of. */
export type AskWhenLocked = () => Promise<TimeRequest['session']>;

const HOST_ANSWERS_WITHIN_MS = HOST_ANSWERS_WITHIN_HOURS * 3_600_000;

/** Rolls the first attempt back, so that a claimed `Idempotency-Key` is free again. */
class NotReserved extends Error {}

/** Makes bookings: claims on seats, on people's time, or on both. */
@Injectable()
export class ReservationsService {
  constructor(
    private readonly db: Database,
    private readonly profiles: OfferProfilesService,
    private readonly seats: SeatClaimsRepository,
    private readonly time: TimeClaimsRepository,
    private readonly snapshots: SeatSnapshotQueries,
    private readonly personLocks: PersonLocksRepository,
    private readonly lapsedHolds: LapsedHoldsService,
    private readonly terminal: TerminalTransitionsRepository,
    private readonly holders: HoldersService,
    private readonly identity: IdentityApi,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * Takes seats in a transaction of its own. Refuses like `reserveSeats`. Where `keeping` says how the answer
   * is rendered again, an `Idempotency-Key` is part of the statement.
   */
  async bookSeats<T>(
    input: ReserveSeatsInput,
    answer: (reserved: BookingWithOffer, now: Date) => T,
    keeping?: (now: Date) => Omit<KeptUnder, 'key'>,
  ): Promise<T> {
    const request = this.seatRequest(input);
    const attempt = async (tx: Tx, key: RequestKey | null = null) => {
      const kept = key && keeping ? { key, ...keeping(request.now) } : undefined;
      const reserved = await this.trySeats(tx, request, kept);
      if (!reserved) throw new NotReserved();
      return answer(reserved, request.now);
    };
    try {
      return await (keeping ? this.db.singleKeeping(attempt) : this.db.single((tx) => attempt(tx)));
    } catch (error) {
      if (!(error instanceof NotReserved || error instanceof StaleRead)) throw error;
    }
    const refusal = seatRefusal(await this.snapshots.of(this.db, request), request, this.profileOf(request));
    if (refusal) throw refusal;
    return this.db.transaction(async (tx) => answer(await this.seatsIn(tx, request), request.now));
  }

  /** Refuses with a `seatRefusal`. */
  async reserveSeats(tx: Tx, input: ReserveSeatsInput): Promise<BookingWithOffer> {
    const request = this.seatRequest(input);
    return (await this.trySeats(tx, request)) ?? (await this.seatsIn(tx, request));
  }

  /** Refuses like `reserveSeats`, and with `SlotUnavailable` where somebody is busy. */
  async reserveTime(
    tx: Tx,
    { address, ...input }: ReserveTimeInput,
    ask?: AskWhenLocked,
  ): Promise<BookingWithOffer> {
    const now = this.clock.now();
    const request = {
      ...input,
      now,
      heldBy: address === undefined ? `${input.personId}` : this.holders.ofAddress(address),
      mostHolds: this.config.maxUnpaidHolds,
      bufferBeforeMinutes: input.bufferBeforeMinutes ?? 0,
      bufferAfterMinutes: input.bufferAfterMinutes ?? 0,
      graceMinutes: this.profiles.ofBooking(input.kind).graceMinutes,
      expiresAt: input.expiresAt ?? (input.awaitsHost ? this.requestEnds(input, now) : null),
    };
    if (request.expiresAt && started.of(request, request.now)) throw new SlotUnavailable([], 'It has begun.');
    const host = await this.identity.lockStanding(tx, request.hostId);
    if (!host.isActive) throw new BookingClosed('Its host takes no bookings at present.');
    await this.personLocks.lock(tx, request.people);
    await this.lapsedHolds.free(tx, request.people, request, request.now);
    const wanted = ask ? { ...request, session: await ask() } : request;
    const reserved = (await this.time.reserve(tx, wanted)) ?? (await this.sessionIn(tx, wanted));
    this.outbox.announce(tx);
    return reserved;
  }

  private requestEnds({ priceCents = 0 }: Pick<TimeRequest, 'priceCents'>, now: Date): Date {
    return new Date(now.getTime() + (priceCents > 0 ? this.config.bookingHold : HOST_ANSWERS_WITHIN_MS));
  }

  private seatRequest(input: ReserveSeatsInput): SeatRequest {
    const now = this.clock.now();
    const { bookingKind: kind, graceMinutes } = this.profileOf(input);
    const expiresAt = new Date(now.getTime() + this.config.bookingHold);
    return {
      ...input,
      kind,
      graceMinutes,
      now,
      expiresAt,
      heldBy: `${input.personId}`,
      mostHolds: this.config.maxUnpaidHolds,
    };
  }

  private async trySeats(tx: Tx, request: SeatRequest, kept?: KeptUnder): Promise<BookingWithOffer | null> {
    const reserved = await this.seats.reserve(tx, request, kept);
    if (reserved) this.outbox.announce(tx);
    return reserved;
  }

  /** Frees the seats of lapsed holds and tries once more. */
  private async seatsIn(tx: Tx, request: SeatRequest): Promise<BookingWithOffer> {
    const profile = this.profileOf(request);
    const before = await this.snapshots.of(tx, request);
    const refusal = seatRefusal(before, request, profile);
    if (refusal) throw refusal;
    await this.terminal.expireOffer(tx, before.offer!.id, request.now);
    const reserved = await this.trySeats(tx, request);
    if (reserved) return reserved;
    // Somebody else was quicker twice.
    throw seatRefusal(await this.snapshots.of(tx, request), request, profile) ?? profile.full(0, []);
  }

  private async sessionIn(tx: Tx, request: TimeRequest): Promise<BookingWithOffer> {
    const { session, personId, quantity = 1, priceCents = 0, now, heldBy, mostHolds } = request;
    if (!session) throw new TooManyHolds(mostHolds);
    const asked = { offer: session, personId, quantity, priceCents, now, heldBy, mostHolds };
    const profile = this.profileOf(asked);
    const before = await this.snapshots.of(tx, asked);
    const refusal = seatRefusal(before, asked, profile);
    if (refusal) throw refusal;
    await this.terminal.expireOffer(tx, before.offer!.id, now);
    const reserved = await this.time.reserve(tx, request);
    if (reserved) return reserved;
    throw seatRefusal(await this.snapshots.of(tx, asked), asked, profile) ?? profile.full(0, []);
  }

  private profileOf({ offer }: Pick<SeatRequest, 'offer'>): OfferProfile {
    return this.profiles.ofOffer(offer.kind);
  }
}
