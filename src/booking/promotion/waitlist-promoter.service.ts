import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { inPortions } from '../../platform/schedule/portions.js';
import { Registries } from '../../platform/registries/registries.js';
import { Clock } from '../../shared/clock.js';
import { TerminalTransitionsRepository } from '../transitions/terminal-transitions.repository.js';
import { bookable, holdLimit, started } from '../model/booking-clock.rules.js';
import type { Offer } from '../model/offer.entity.js';
import { PersonLocksRepository } from '../claims/person-locks.repository.js';
import { TimeClaimsRepository } from '../claims/time-claims.repository.js';
import { OfferProfilesService } from '../model/offer-profiles.service.js';
import { nextInLine, seatOfferExpiresAt } from './promotion.policy.js';
import { SeatGrantFollower } from './seat-grant-follower.rules.js';
import { WaitlistRepository, type DueWaitlist } from './waitlist.repository.js';

const BATCH = 500;
const OFFER_BATCH = 100;

type Found = 'nothing' | 'all' | 'more';

/** Offers freed seats to those who wait, and closes waitlists that have come to their end. */
@Injectable()
export class WaitlistPromoterService {
  constructor(
    private readonly db: Database,
    private readonly waitlist: WaitlistRepository,
    private readonly profiles: OfferProfilesService,
    private readonly time: TimeClaimsRepository,
    private readonly personLocks: PersonLocksRepository,
    private readonly registries: Registries,
    private readonly terminal: TerminalTransitionsRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Offers free seats, those of lapsed holds too, or closes the list, true if in part; after a host's lock. */
  async promoteNext(tx: Tx, offerId: number): Promise<boolean> {
    const at = this.clock.now();
    this.outbox.announce(tx);
    let offer = await this.waitlist.lockOffer(tx, offerId);
    if (!offer) return false;
    if ((await this.terminal.expireOffer(tx, offerId, at)) > 0)
      offer = await this.waitlist.lockOffer(tx, offerId);
    if (!offer || offer.waiting === 0) return false;
    if (offer.isWithdrawn || started.of(offer, at)) return this.close(tx, offer, at);
    if (await this.isTimeLost(tx, offer, at)) return this.waitlist.close(tx, offerId, 'cancelled', at);
    if (!bookable.of(offer, at) || !(await this.seatNext(tx, offer, at)))
      await this.waitlist.scheduleAtStart(tx, offerId);
    return false;
  }

  /** For an offer that the caller has locked; true where the sweep has others to close. */
  close(tx: Tx, offer: Offer, at: Date): Promise<boolean> {
    return this.waitlist.close(tx, offer.id, offer.isWithdrawn ? 'cancelled' : 'started', at);
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
      for (const due of await this.waitlist.due(this.db, this.clock.now(), OFFER_BATCH)) {
        if (signal?.aborted) return;
        try {
          let isDue = false;
          await inPortions(async () => {
            const found = await this.promoteIfDue(due);
            isDue ||= found !== 'nothing';
            return found === 'more';
          }, signal);
          if (isDue) settled++;
        } catch (error) {
          failures.push(error);
        }
      }
    } while (settled === OFFER_BATCH);
    if (failures.length > 0) throw failures[0];
  }

  private promoteIfDue({ id, kind, hostId }: DueWaitlist): Promise<Found> {
    const { claimsTime } = this.profiles.ofOffer(kind);
    return this.db.transaction(async (tx) => {
      if (claimsTime && hostId !== null) await this.personLocks.lock(tx, [hostId]);
      if (!(await this.waitlist.lockDue(tx, id, this.clock.now()))) return 'nothing';
      return (await this.promoteNext(tx, id)) ? 'more' : 'all';
    });
  }

  private async followGrants(tx: Tx, entryIds: number[]): Promise<void> {
    const granted = await this.waitlist.granted(tx, entryIds);
    for (const follower of this.registries.providersOf(SeatGrantFollower)) await follower.granted(tx, granted);
  }

  /** A session that nobody attends any more may have lost its host to another one. */
  private async isTimeLost(tx: Tx, offer: Offer, at: Date): Promise<boolean> {
    const { id, organizerId: hostId, taken, startsAt, endsAt } = offer;
    if (taken > 0 || hostId === null || !this.profiles.ofOffer(offer.kind).claimsTime) return false;
    const time = { startsAt, endsAt, ...(await this.waitlist.sessionBuffers(tx, id)) };
    return !(await this.time.isFree(tx, { ...time, people: [hostId], hostId, claim: -id }, at));
  }

  private async seatNext(tx: Tx, offer: Offer, at: Date): Promise<boolean> {
    let free = offer.capacity === null ? Infinity : offer.capacity - offer.taken;
    const expiresAt = seatOfferExpiresAt(at, offer, this.config.waitlistHold);
    const { bookingKind: kind, graceMinutes, claimsTime } = this.profiles.ofOffer(offer.kind);
    let seated: number[];
    let isAnybodySeated = false;
    do {
      const queue = await this.waitlist.queue(tx, offer, free, BATCH);
      seated = nextInLine(queue, free);
      if (seated.length === 0) break;
      await this.waitlist.grant(tx, {
        ...{ offerId: offer.id, entryIds: seated, kind, graceMinutes, claimsTime, at, expiresAt },
      });
      if (claimsTime) await this.followGrants(tx, seated);
      isAnybodySeated = true;
      for (const { id, quantity } of queue) if (seated.includes(id)) free -= quantity;
      // The seats that are left may fit parties further behind than those that were read.
    } while (free > 0);
    return isAnybodySeated;
  }
}
