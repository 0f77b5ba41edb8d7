import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { CapacityBelowSeats } from '../booking.errors.js';
import { TerminalTransitionsRepository } from '../transitions/terminal-transitions.repository.js';
import { OfferWithdrawn, type Rescheduling } from '../booking.events.js';
import { PersonLocksRepository } from '../claims/person-locks.repository.js';
import { WaitlistPromoterService } from '../promotion/waitlist-promoter.service.js';
import type { CancelCause } from '../model/booking.entity.js';
import { holdLimit } from '../model/booking-clock.rules.js';
import { isWithdrawn, type Offer, type OfferLabel, type OfferTerms } from '../model/offer.entity.js';
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
    return this.offers.insert(tx, terms, this.clock.now());
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
    const terms: OfferTerms = { ...termsOf(offer), ...changes, kind, refId };
    if (terms.capacity !== null && terms.capacity < offer.taken) {
      await this.terminal.expireOffer(tx, offer.id, now);
      offer = (await this.offers.findForUpdate(tx, kind, refId))!;
      if (terms.capacity < offer.taken) throw new CapacityBelowSeats(offer.taken);
    }
    const changed = await this.offers.update(tx, terms, now);
    if (holdLimit.of(changed) < holdLimit.of(offer)) await this.promoter.shortenHolds(tx, changed);
    if (changed.taken > 0 && (isElsewhere || concernsBookings(offer, changed))) {
      await this.offers.moveBookings(tx, changed.id, isElsewhere, { ...by, at: now });
      this.outbox.announce(tx);
    }
    if (changed.waiting > 0) await this.promoter.promoteNext(tx, changed.id);
    return changed;
  }

  /** Withdraws a session that its last attendee has left, unless somebody waits. */
  async endEmptySession(tx: Tx, offerId: number, by: Withdrawal): Promise<void> {
    const offer = await this.offers.findByIdForUpdate(tx, offerId);
    if (!offer || offer.taken > 0 || offer.waiting > 0 || isWithdrawn(offer)) return;
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
    { isRemoved: isGone = false, cause = 'offer_withdrawn', ...by }: Withdrawal,
  ): Promise<{ cancelled: number; offer: Offer }> {
    const at = this.clock.now();
    await this.personLocks.lock(tx, await this.queries.peopleOf(tx, kind, refId));
    const offer = await this.offers.findForUpdate(tx, kind, refId);
    if (!offer) throw new NotFound('The offer');
    await this.terminal.expireOffer(tx, offer.id, at);
    const state = isGone ? 'gone' : 'cancelled';
    await this.offers.withdraw(tx, offer.id, state, at);
    const cancelled = await this.terminal.cancelOffer(tx, offer.id, { at, cause, ...by });
    await this.promoter.close(tx, { ...offer, state }, at);
    await this.outbox.publish(tx, OfferWithdrawn, { kind, refId, actorId: by.actorId });
    return { cancelled, offer: (await this.offers.findForUpdate(tx, kind, refId))! };
  }
}

function concernsBookings(before: Offer, after: Offer): boolean {
  return (
    before.startsAt.getTime() !== after.startsAt.getTime() ||
    before.endsAt.getTime() !== after.endsAt.getTime() ||
    before.labelId !== after.labelId ||
    before.organizerId !== after.organizerId
  );
}

function termsOf(offer: Offer): OfferTerms {
  const { labelId, labelName, labelColor, ...terms } = offer;
  const label = labelId === null ? null : { id: labelId, name: labelName ?? '', color: labelColor ?? '' };
  return { ...terms, label };
}
