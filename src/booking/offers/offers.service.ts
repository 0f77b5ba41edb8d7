import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { TerminalTransitionsRepository } from '../transitions/terminal-transitions.repository.js';
import { OfferWithdrawn, type Rescheduling } from '../booking.events.js';
import { PersonLocksRepository } from '../claims/person-locks.repository.js';
import { WaitlistPromoterService } from '../promotion/waitlist-promoter.service.js';
import type { CancelCause } from '../model/booking.entity.js';
import { Offer, type OfferLabel, type OfferTerms } from '../model/offer.entity.js';
import type { OfferKind } from '../model/offer-profile.rules.js';
import { OfferProfilesService } from '../model/offer-profiles.service.js';
import { OffersQueries } from './offers.queries.js';
import { OffersRepository, type Bar } from './offers.repository.js';

export interface Withdrawal {
  actorId: number | null;
  cause?: CancelCause;
  reason?: string | null;
  isRemoved?: boolean;
}

export interface OfferChange {
  actorId: number | null;
  cause: Rescheduling['cause'];
  reason?: string | null;
  isElsewhere?: boolean;
}

@Injectable()
export class OffersService {
  constructor(
    private readonly offers: OffersRepository,
    private readonly queries: OffersQueries,
    private readonly profiles: OfferProfilesService,
    private readonly terminal: TerminalTransitionsRepository,
    private readonly personLocks: PersonLocksRepository,
    private readonly promoter: WaitlistPromoterService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  offerSeats(tx: Tx, terms: OfferTerms): Promise<Offer> {
    return this.offers.insert(tx, Offer.of(terms, this.clock.now()));
  }

  /** Live bookings follow, new seats go to who waits. Refuses with `NotFound` and `CapacityBelowSeats`. */
  async changeOffer(
    tx: Tx,
    kind: OfferKind,
    refId: number,
    changes: Partial<OfferTerms>,
    { isElsewhere = false, ...by }: OfferChange = { actorId: null, cause: 'offer_moved' },
  ): Promise<Offer> {
    const now = this.clock.now();
    let offer = await this.offers.findForUpdate(tx, kind, refId);
    if (!offer) throw new NotFound('The offer');
    if ((changes.capacity ?? Infinity) < offer.taken) {
      await this.terminal.expireOffer(tx, offer.id, now);
      offer = (await this.offers.findForUpdate(tx, kind, refId))!;
    }
    const { isLimitEarlier, isFollowed } = offer.change(changes, now);
    await this.offers.save(tx, offer);
    if (isLimitEarlier) await this.promoter.shortenHolds(tx, offer);
    if (offer.taken > 0 && (isElsewhere || isFollowed)) {
      await this.offers.moveBookings(tx, offer.id, isElsewhere, { ...by, at: now });
      this.outbox.announce(tx);
    }
    if (offer.waiting > 0) await this.promoter.promoteNext(tx, offer.id);
    return offer;
  }

  /** Withdraws a session that its last attendee has left, unless somebody waits. */
  async endEmptySession(tx: Tx, offerId: number, by: Withdrawal): Promise<void> {
    const offer = await this.offers.findByIdForUpdate(tx, offerId);
    if (!offer || offer.taken > 0 || offer.waiting > 0 || offer.isWithdrawn) return;
    await this.withdrawOffer(tx, offer.kind, offer.refId, by);
  }

  relabelOffers(tx: Tx, kind: OfferKind, label: OfferLabel): Promise<void> {
    return this.offers.relabel(tx, kind, label, this.clock.now());
  }

  /** New bookings of what the person offers are refused, or taken again; those that are made stay. */
  barHost(tx: Tx, hostId: number, bar: Bar): Promise<void> {
    return this.offers.bar(tx, hostId, bar, this.profiles.withTickets, this.clock.now());
  }

  /** Closes an offer and its waitlist for good and cancels its live bookings. Refuses with `NotFound`. */
  async withdrawOffer(
    tx: Tx,
    kind: OfferKind,
    refId: number,
    { isRemoved = false, cause = 'offer_withdrawn', ...by }: Withdrawal,
  ): Promise<{ cancelled: number; offer: Offer }> {
    const at = this.clock.now();
    await this.personLocks.lock(tx, await this.queries.peopleOf(tx, kind, refId));
    const offer = await this.offers.findForUpdate(tx, kind, refId);
    if (!offer) throw new NotFound('The offer');
    const isFirst = !offer.isWithdrawn;
    if (!offer.withdraw(isRemoved, at)) return { cancelled: 0, offer };
    await this.terminal.expireOffer(tx, offer.id, at);
    await this.offers.save(tx, offer);
    if (!isFirst) return { cancelled: 0, offer };
    const cancelled = await this.terminal.cancelOffer(tx, offer.id, { at, cause, ...by });
    await this.promoter.close(tx, offer, at);
    await this.outbox.publish(tx, OfferWithdrawn, { kind, refId, actorId: by.actorId });
    return { cancelled, offer: (await this.offers.findForUpdate(tx, kind, refId))! };
  }
}
