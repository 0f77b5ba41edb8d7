import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { TerminalTransitionsRepository } from '../transitions/terminal-transitions.repository.js';
import { bookable, holdLimit, started } from '../model/booking-clock.rules.js';
import type { Offer } from '../model/offer.entity.js';
import { OfferProfilesService } from '../model/offer-profiles.service.js';
import { nextInLine, seatOfferExpiresAt } from './promotion.policy.js';
import { WaitlistRepository } from './waitlist.repository.js';

const BATCH = 500;
const OFFER_BATCH = 100;

/** Offers freed seats to those who wait, and closes waitlists that have come to their end. */
@Injectable()
export class WaitlistPromoterService {
  constructor(
    private readonly db: Database,
    private readonly waitlist: WaitlistRepository,
    private readonly profiles: OfferProfilesService,
    private readonly terminal: TerminalTransitionsRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Offers free seats, those of lapsed holds too, or closes the list once the offer has started. */
  async promoteNext(tx: Tx, offerId: number): Promise<void> {
    const at = this.clock.now();
    this.outbox.announce(tx);
    let offer = await this.waitlist.lockOffer(tx, offerId);
    if (!offer) return;
    if ((await this.terminal.expireOffer(tx, offerId, at)) > 0)
      offer = await this.waitlist.lockOffer(tx, offerId);
    if (!offer || offer.waiting === 0) return;
    if (offer.isWithdrawn || started.of(offer, at)) return this.close(tx, offer, at);
    if (!bookable.of(offer, at) || !(await this.seatNext(tx, offer, at)))
      await this.waitlist.scheduleAtStart(tx, offerId);
  }

  /** For an offer that the caller has locked. */
  async close(tx: Tx, offer: Offer, at: Date): Promise<void> {
    await this.waitlist.close(tx, offer.id, offer.isWithdrawn ? 'cancelled' : 'started', at);
  }

  async shortenHolds(tx: Tx, offer: Offer): Promise<void> {
    await this.waitlist.shortenHolds(tx, offer.id, holdLimit.of(offer));
  }

  /** One transaction for each offer; one that fails keeps no other from it. */
  async promoteDue(signal?: AbortSignal): Promise<void> {
    const failures: unknown[] = [];
    let settled: number;
    do {
      settled = 0;
      for (const id of await this.waitlist.due(this.db, this.clock.now(), OFFER_BATCH)) {
        if (signal?.aborted) return;
        try {
          if (await this.promoteIfDue(id)) settled++;
        } catch (error) {
          failures.push(error);
        }
      }
    } while (settled === OFFER_BATCH);
    if (failures.length > 0) throw failures[0];
  }

  private promoteIfDue(id: number): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      if (!(await this.waitlist.lockDue(tx, id, this.clock.now()))) return false;
      await this.promoteNext(tx, id);
      return true;
    });
  }

  private async seatNext(tx: Tx, offer: Offer, at: Date): Promise<boolean> {
    let free = offer.capacity === null ? Infinity : offer.capacity - offer.taken;
    const expiresAt = seatOfferExpiresAt(at, offer, this.config.waitlistHold);
    const { bookingKind: kind, graceMinutes } = this.profiles.ofOffer(offer.kind);
    let seated: number[];
    let isAnybodySeated = false;
    do {
      const queue = await this.waitlist.queue(tx, offer, free, BATCH);
      seated = nextInLine(queue, free);
      if (seated.length === 0) break;
      await this.waitlist.grant(tx, {
        ...{ offerId: offer.id, entryIds: seated, kind, graceMinutes, at, expiresAt },
      });
      isAnybodySeated = true;
      for (const { id, quantity } of queue) if (seated.includes(id)) free -= quantity;
      // The seats that are left may fit parties further behind than those that were read.
    } while (free > 0);
    return isAnybodySeated;
  }
}
