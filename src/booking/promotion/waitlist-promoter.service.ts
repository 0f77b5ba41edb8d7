import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { TerminalTransitionsRepository } from '../transitions/terminal-transitions.repository.js';
import { isBookable, isWithdrawn, type Offer } from '../model/offer.entity.js';
import { nextInLine, seatOfferExpiresAt } from './promotion.policy.js';
import { WaitlistRepository } from './waitlist.repository.js';

const AT_ONCE = 500;
const OFFERS_AT_ONCE = 100;

/** Gives freed seats to those who wait, and closes lists that have come to their end. */
@Injectable()
export class WaitlistPromoterService {
  constructor(
    private readonly db: Database,
    private readonly waitlist: WaitlistRepository,
    private readonly endings: TerminalTransitionsRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /**
   * Brings an offer's waitlist up to date in `tx`, under the offer's lock: frees what has lapsed and walks the queue
   * as long as somebody is next and fits, or closes the list once the offer has started or is cancelled.
   */
  async promoteNext(tx: Tx, offerId: number): Promise<void> {
    const at = this.clock.now();
    this.outbox.announce(tx);
    let offer = await this.waitlist.lockOffer(tx, offerId);
    if (!offer) return;
    if ((await this.endings.expireOffer(tx, offerId, at)) > 0)
      offer = await this.waitlist.lockOffer(tx, offerId);
    if (!offer || offer.waiting === 0) return;
    if (isWithdrawn(offer) || offer.startsAt <= at) return this.close(tx, offer, at);
    if (!isBookable(offer, at) || !(await this.walk(tx, offer, at)))
      await this.waitlist.scheduleAtStart(tx, offerId);
  }

  /** Ends the waiting for an offer that the caller has locked, and tells everybody who waited. */
  async close(tx: Tx, offer: Pick<Offer, 'id' | 'state'>, at: Date): Promise<void> {
    await this.waitlist.close(tx, offer.id, isWithdrawn(offer) ? 'cancelled' : 'started', at);
  }

  /** No offered seat outlives a deadline that came nearer. */
  async keepToDeadline(tx: Tx, { id, closesAt }: Pick<Offer, 'id' | 'closesAt'>): Promise<void> {
    await this.waitlist.shortenOffers(tx, id, closesAt);
  }

  /**
   * Settles the waitlists that are due, one transaction for each offer; those that somebody else is at come with the
   * next run. One that fails keeps no other from it.
   */
  async promoteDue(signal?: AbortSignal): Promise<void> {
    const failures: unknown[] = [];
    let settled: number;
    do {
      settled = 0;
      for (const id of await this.waitlist.due(this.db, this.clock.now(), OFFERS_AT_ONCE)) {
        if (signal?.aborted) return;
        try {
          if (await this.promoteIfDue(id)) settled++;
        } catch (error) {
          failures.push(error);
        }
      }
    } while (settled === OFFERS_AT_ONCE);
    if (failures.length > 0) throw failures[0];
  }

  private promoteIfDue(id: number): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      if (!(await this.waitlist.lockDue(tx, id, this.clock.now()))) return false;
      await this.promoteNext(tx, id);
      return true;
    });
  }

  /** In batches, so that a list of any length is walked with bounded reads; answers whether anybody was seated. */
  private async walk(tx: Tx, offer: Offer, at: Date): Promise<boolean> {
    let free = offer.capacity === null ? Infinity : offer.capacity - offer.taken;
    const expiresAt = seatOfferExpiresAt(at, offer, this.config.waitlistHold);
    let seated: number[];
    let isAnybodySeated = false;
    do {
      const queue = await this.waitlist.queue(tx, offer, free, AT_ONCE);
      seated = nextInLine(queue, free);
      if (seated.length === 0) break;
      await this.waitlist.grant(tx, offer.id, seated, at, expiresAt);
      isAnybodySeated = true;
      for (const { id, quantity } of queue) if (seated.includes(id)) free -= quantity;
      // What was read fitted the seats that were free before; those that are left may fit others further behind.
    } while (free > 0);
    return isAnybodySeated;
  }
}
