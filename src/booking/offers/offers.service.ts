import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { CapacityBelowSeats } from '../booking.errors.js';
import { TerminalTransitionsRepository } from '../transitions/terminal-transitions.repository.js';
import { OfferWithdrawn } from '../booking.events.js';
import { PersonLocksRepository } from '../claims/person-locks.repository.js';
import { WaitlistPromoterService } from '../promotion/waitlist-promoter.service.js';
import type { Offer, OfferKind, OfferLabel, OfferTerms } from '../model/offer.entity.js';
import { OffersQueries } from './offers.queries.js';
import { OffersRepository } from './offers.repository.js';

/** Who takes an offer away and why, and whether its subject is gone with it. */
export interface Withdrawal {
  actorId: number | null;
  reason?: string | null;
  isRemoved?: boolean;
}

/** What other contexts offer to be booked. */
@Injectable()
export class OffersService {
  constructor(
    private readonly offers: OffersRepository,
    private readonly queries: OffersQueries,
    private readonly endings: TerminalTransitionsRepository,
    private readonly people: PersonLocksRepository,
    private readonly promotions: WaitlistPromoterService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Registers an offer in `tx`. */
  offerSeats(tx: Tx, terms: OfferTerms): Promise<Offer> {
    return this.offers.insert(tx, terms, this.clock.now());
  }

  /**
   * Changes an offer in `tx`; its live bookings follow it to a new time, and more seats go to who waits. Refuses with `NotFound`, and with
   * `CapacityBelowSeats` (409) for a capacity under the seats held or sold.
   */
  async changeOffer(tx: Tx, kind: OfferKind, refId: number, changes: Partial<OfferTerms>): Promise<Offer> {
    const now = this.clock.now();
    let offer = await this.offers.findForUpdate(tx, kind, refId);
    if (!offer) throw new NotFound('The offer');
    const terms: OfferTerms = { ...termsOf(offer), ...changes, kind, refId };
    if (terms.capacity !== null && terms.capacity < offer.taken) {
      await this.endings.expireOffer(tx, offer.id, now);
      offer = (await this.offers.findForUpdate(tx, kind, refId))!;
      if (terms.capacity < offer.taken) throw new CapacityBelowSeats(offer.taken);
    }
    const changed = await this.offers.update(tx, terms, now);
    if (changed.closesAt < offer.closesAt) await this.promotions.keepToDeadline(tx, changed);
    if (changed.taken > 0 && isFollowed(offer, changed)) {
      await this.offers.updateBookings(tx, changed);
      this.outbox.announce(tx);
    }
    if (changed.waiting > 0) await this.promotions.promoteNext(tx, changed.id);
    return changed;
  }

  /** Gives all offers of a kind that are filed under this label its name and colour, in `tx`, with one statement. */
  relabelOffers(tx: Tx, kind: OfferKind, label: OfferLabel): Promise<void> {
    return this.offers.relabel(tx, kind, label, this.clock.now());
  }

  /**
   * Closes an offer and its waitlist for good and cancels its live bookings, in `tx`, set-based; answers how many,
   * and the offer as it is then. With `isGone` nobody knows the offer any more. `NotFound` without one.
   */
  async withdrawOffer(
    tx: Tx,
    kind: OfferKind,
    refId: number,
    { isRemoved: isGone = false, ...by }: Withdrawal,
  ): Promise<{ cancelled: number; offer: Offer }> {
    const at = this.clock.now();
    await this.people.lock(tx, await this.queries.peopleOf(tx, kind, refId));
    const offer = await this.offers.findForUpdate(tx, kind, refId);
    if (!offer) throw new NotFound('The offer');
    await this.endings.expireOffer(tx, offer.id, at);
    const state = isGone ? 'gone' : 'cancelled';
    await this.offers.withdraw(tx, offer.id, state, at);
    const cancelled = await this.endings.cancelOffer(tx, offer.id, { at, cause: 'offer_withdrawn', ...by });
    await this.promotions.close(tx, { ...offer, state }, at);
    await this.outbox.publish(tx, OfferWithdrawn, { kind, refId, actorId: by.actorId });
    return { cancelled, offer: (await this.offers.findForUpdate(tx, kind, refId))! };
  }
}

function isFollowed(before: Offer, after: Offer): boolean {
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
