import { Injectable } from '@nestjs/common';
import { StaleRead } from '../../platform/database/stale-read.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { InvalidTransition, ReservedForWaitlist } from '../booking.errors.js';
import type { Rescheduling } from '../booking.events.js';
import { LapsedHoldsService } from '../claims/lapsed-holds.service.js';
import { PersonLocksRepository } from '../claims/person-locks.repository.js';
import { withTimeRefusal } from '../claims/time-claims.repository.js';
import { bookable, holdLimit, liveSeat, unopened } from '../model/booking-clock.rules.js';
import { seatsAvailable, type Offer, type OfferKind } from '../model/offer.entity.js';
import { OffersQueries } from '../offers/offers.queries.js';
import { OffersService } from '../offers/offers.service.js';
import { allowedAt, refusalOf, type Attempt } from '../transitions/transitions.rules.js';
import { OffersRepository } from '../offers/offers.repository.js';
import { OfferProfilesService } from '../model/offer-profiles.service.js';
import { WaitlistPromoterService } from '../promotion/waitlist-promoter.service.js';
import { WithdrawalsService } from '../withdrawals/withdrawals.service.js';
import { BookingTransitionsService } from './booking-transitions.service.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import type { Booking } from '../model/booking.entity.js';
import { TerminalTransitionsRepository } from '../transitions/terminal-transitions.repository.js';
import {
  LiveTransitionsRepository,
  type RescheduleTarget,
} from '../transitions/live-transitions.repository.js';

/** A time, or another offer and thereby its time. */
export type RescheduleInput =
  | { startsAt: Date; endsAt: Date; expiresAt?: Date | null }
  | { offer: { kind: OfferKind; refId: number }; expiresAt?: Date | null };

export type RescheduleActor = Pick<Rescheduling, 'actorId' | 'cause'> & Partial<Pick<Rescheduling, 'reason'>>;

/** Frees the old claim and takes the new one, or changes nothing. */
@Injectable()
export class ReschedulingService {
  constructor(
    private readonly transitions: BookingTransitionsService,
    private readonly live: LiveTransitionsRepository,
    private readonly profiles: OfferProfilesService,
    private readonly offers: OffersRepository,
    private readonly offerings: OffersService,
    private readonly withdrawals: WithdrawalsService,
    private readonly queries: OffersQueries,
    private readonly terminal: TerminalTransitionsRepository,
    private readonly personLocks: PersonLocksRepository,
    private readonly lapsedHolds: LapsedHoldsService,
    private readonly promoter: WaitlistPromoterService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Refuses with `NotFound`, `InvalidTransition`, and what the target refuses with. */
  async reschedule(tx: Tx, id: number, to: RescheduleInput, by: RescheduleActor): Promise<BookingWithOffer> {
    const at = this.clock.now();
    const { booking, offer } = await this.transitions.get(tx, id);
    requireMovable(booking, { at, cause: by.cause });
    if ('startsAt' in to && this.profiles.isSession(booking) && by.cause !== 'booker')
      return this.moveSession(tx, booking, offer!, to, { ...by, at });
    // Seats have their offer's time, and a booking without seats cannot take some.
    if ('offer' in to !== (booking.offerId !== null)) throw cannotMove(booking, at);
    const claimants = await this.personLocks.peopleOf(tx, [id]);
    await this.personLocks.lock(tx, claimants);
    const target = await this.targetOf(tx, booking, to, at);
    await this.lapsedHolds.free(tx, claimants, { ...booking, ...target }, at);
    const moved = await withTimeRefusal(this.live.reschedule(tx, booking, target, { ...by, at }));
    if (!moved) {
      requireMovable((await this.transitions.get(tx, id)).booking, { at, cause: by.cause });
      throw new StaleRead();
    }
    this.outbox.announce(tx);
    if (!offer || offer.id === target.toOffer) return moved;
    if (offer.waiting > 0) await this.promoter.promoteNext(tx, offer.id);
    if (this.profiles.isSession(booking))
      await this.withdrawals.endEmptySession(tx, offer.id, { actorId: by.actorId });
    return moved;
  }

  /** With all its bookings, which keep their seats. */
  private async moveSession(
    tx: Tx,
    booking: Booking,
    { id: offerId, kind, refId, ...offer }: Offer,
    { startsAt, endsAt }: { startsAt: Date; endsAt: Date },
    { at, ...by }: RescheduleActor & { at: Date },
  ): Promise<BookingWithOffer> {
    const people = await this.queries.peopleOf(tx, kind, refId);
    await this.personLocks.lock(tx, people);
    await this.terminal.expireOffer(tx, offerId, at);
    await this.lapsedHolds.free(tx, people, { ...booking, startsAt, endsAt }, at);
    const closesAt = new Date(offer.closesAt.getTime() + startsAt.getTime() - offer.startsAt.getTime());
    const changes = { startsAt, endsAt, closesAt };
    await withTimeRefusal(this.offerings.changeOffer(tx, kind, refId, changes, by));
    return this.transitions.get(tx, booking.id);
  }

  private async targetOf(tx: Tx, booking: Booking, to: RescheduleInput, at: Date): Promise<RescheduleTarget> {
    const expiresAt = to.expiresAt ?? null;
    if ('startsAt' in to) {
      const { offerId, refId, labelId } = booking;
      return {
        startsAt: to.startsAt,
        endsAt: to.endsAt,
        toOffer: offerId,
        refId,
        labelId,
        expiresAt,
        holdLimit: to.startsAt,
      };
    }
    const offer = await this.moveSeats(tx, booking, to.offer, at);
    const { startsAt, endsAt, id, refId, labelId } = offer;
    return {
      startsAt,
      endsAt,
      toOffer: id,
      refId: this.profiles.ofBooking(booking.kind).refersBeyondOffer ? booking.refId : refId,
      labelId,
      expiresAt,
      holdLimit: holdLimit.of(offer),
    };
  }

  /** Under the locks of both offers. */
  private async moveSeats(
    tx: Tx,
    booking: Booking,
    to: { kind: OfferKind; refId: number },
    at: Date,
  ): Promise<Offer> {
    const from = booking.offerId!;
    const profile = this.profiles.ofOffer(to.kind);
    const other = (offers: Offer[]) => offers.find(({ kind, refId }) => kind === to.kind && refId === to.refId);
    let offer = other(await this.offers.findBothForUpdate(tx, from, to.kind, to.refId));
    if (!offer || !bookable.of(offer, at))
      throw profile.closed(offer ?? null, offer !== undefined && unopened.of(offer, at), []);
    if (offer.id === from) return offer;
    // Before its offer was locked, the booking may have lost its seats.
    const { booking: locked } = await this.transitions.get(tx, booking.id);
    if (!liveSeat.of(locked, at)) throw cannotMove(locked, at);
    if (locked.offerId !== from) throw new StaleRead();
    if ((seatsAvailable(offer) ?? Infinity) < booking.quantity) {
      await this.terminal.expireOffer(tx, offer.id, at);
      offer = other(await this.offers.findBothForUpdate(tx, from, to.kind, to.refId))!;
    }
    if (offer.waiting > 0) throw new ReservedForWaitlist();
    const free = seatsAvailable(offer) ?? Infinity;
    if (free < booking.quantity) throw profile.full(free, []);
    await this.offers.shiftSeats(tx, from, offer.id, booking.quantity, at);
    return offer;
  }
}

function requireMovable(booking: Booking, attempt: Attempt): void {
  const refusal = refusalOf('reschedule', booking, attempt);
  if (refusal) throw refusal;
}

function cannotMove(booking: Booking, at: Date): InvalidTransition {
  return new InvalidTransition(booking.statusAt(at), 'rescheduled', allowedAt(booking, at));
}
