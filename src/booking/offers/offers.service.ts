import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { TerminalTransitionsRepository } from '../transitions/terminal-transitions.repository.js';
import type { Rescheduling } from '../booking.events.js';
import { WaitlistPromoterService } from '../promotion/waitlist-promoter.service.js';
import { Offer, type OfferKind, type OfferLabel, type OfferTerms } from '../model/offer.entity.js';
import { OfferProfilesService } from '../model/offer-profiles.service.js';
import { OffersRepository, type Bar } from './offers.repository.js';

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
    private readonly profiles: OfferProfilesService,
    private readonly terminal: TerminalTransitionsRepository,
    private readonly promoter: WaitlistPromoterService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async offerSeats(tx: Tx, terms: OfferTerms): Promise<Offer> {
    if (terms.label) await this.offers.keepLabel(tx, terms.kind, terms.label);
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
    if (changes.label) await this.offers.keepLabel(tx, kind, changes.label);
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

  relabelOffers(tx: Tx, kind: OfferKind, label: OfferLabel): Promise<void> {
    return this.offers.relabel(tx, kind, label);
  }

  /** New bookings of what the person offers are refused, or taken again; those that are made stay. */
  barHost(tx: Tx, hostId: number, bar: Bar): Promise<void> {
    return this.offers.bar(tx, hostId, bar, this.profiles.withTickets, this.clock.now());
  }
}
