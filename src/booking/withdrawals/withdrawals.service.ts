import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { StaleRead } from '../../platform/database/stale-read.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { OfferWithdrawn } from '../booking.events.js';
import { PersonLocksRepository } from '../claims/person-locks.repository.js';
import type { CancelCause } from '../model/booking.entity.js';
import { OfferProfilesService } from '../model/offer-profiles.service.js';
import type { OfferData, OfferKind } from '../model/offer.entity.js';
import { OffersRepository } from '../offers/offers.repository.js';
import { WaitlistPromoterService } from '../promotion/waitlist-promoter.service.js';
import {
  TerminalTransitionsRepository,
  type TerminalTransition,
} from '../transitions/terminal-transitions.repository.js';
import { WithdrawalsRepository } from './withdrawals.repository.js';

const PORTION = 1_000;

export interface WithdrawalInput {
  actorId: number | null;
  cause?: CancelCause;
  reason?: string | null;
  isRemoved?: boolean;
}

/** Closes offers for good, with up to a thousand live bookings; more of them all by the thousand, later. */
@Injectable()
export class WithdrawalsService {
  constructor(
    private readonly db: Database,
    private readonly withdrawals: WithdrawalsRepository,
    private readonly offers: OffersRepository,
    private readonly profiles: OfferProfilesService,
    private readonly terminal: TerminalTransitionsRepository,
    private readonly personLocks: PersonLocksRepository,
    private readonly promoter: WaitlistPromoterService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Answers how many bookings (if many, seats) it cancels, and the offer as it will be. Refuses `NotFound`. */
  async withdraw(
    tx: Tx,
    kind: OfferKind,
    refId: number,
    { isRemoved = false, cause = 'offer_withdrawn', reason = null, actorId }: WithdrawalInput,
  ): Promise<{ cancelled: number; offer: OfferData }> {
    const at = this.clock.now();
    const by = { actorId, cause, reason, at };
    const ids = this.claimsTime(kind)
      ? await this.lockPeopleOfNext(tx, await this.offers.idOf(tx, kind, refId), by)
      : null;
    const offer = await this.offers.findForUpdate(tx, kind, refId);
    if (!offer) throw new NotFound('The offer');
    const isFirst = !offer.isWithdrawn;
    if (!offer.withdraw(isRemoved, at)) return { cancelled: 0, offer };
    await this.terminal.expireOffer(tx, offer.id, at);
    await this.offers.save(tx, offer);
    if (!isFirst) return { cancelled: 0, offer };
    const live = await this.terminal.countOfOffer(tx, offer.id, by, PORTION + 1);
    const isLarge = live > PORTION;
    if (ids && live > ids.length && !isLarge) throw new StaleRead();
    if (isLarge) await this.withdrawals.begin(tx, { offerId: offer.id, ...by });
    else await this.terminal.cancelOffer(tx, offer.id, by, { ids, limit: PORTION });
    await this.promoter.close(tx, offer, at);
    if (!isLarge) await this.outbox.publish(tx, OfferWithdrawn, { kind, refId, actorId });
    const after = (await this.offers.findForUpdate(tx, kind, refId))!;
    if (!isLarge) return { cancelled: live, offer: after };
    return { cancelled: offer.taken, offer: { ...after, taken: 0 } };
  }

  /** Withdraws a session that its last attendee has left, unless somebody waits. */
  async endEmptySession(tx: Tx, offerId: number, by: WithdrawalInput): Promise<void> {
    const offer = await this.offers.findByIdForUpdate(tx, offerId);
    if (!offer || offer.taken > 0 || offer.waiting > 0 || offer.isWithdrawn) return;
    await this.withdraw(tx, offer.kind, offer.refId, by);
  }

  /** Cancels the next thousand bookings of an offer that is being withdrawn; false where none are left. */
  carryOn(offerId: number): Promise<boolean> {
    return this.db.transaction(async (tx) => {
      const withdrawal = await this.withdrawals.find(tx, offerId);
      if (!withdrawal) return false;
      const { kind, refId, actorId } = withdrawal;
      const ids = this.claimsTime(kind) ? await this.lockPeopleOfNext(tx, offerId, withdrawal) : null;
      await this.offers.findByIdForUpdate(tx, offerId);
      await this.terminal.cancelOffer(tx, offerId, withdrawal, { ids, limit: PORTION });
      this.outbox.announce(tx);
      const [next] = await this.terminal.nextOfOffer(tx, offerId, withdrawal, 1);
      if (next !== undefined) return true;
      await this.withdrawals.end(tx, offerId);
      await this.outbox.publish(tx, OfferWithdrawn, { kind, refId, actorId });
      return false;
    });
  }

  private claimsTime(kind: OfferKind): boolean {
    return this.profiles.ofOffer(kind).claimsTime;
  }

  /** Before their offer is locked; answers the bookings. */
  private async lockPeopleOfNext(tx: Tx, offerId: number | null, by: TerminalTransition): Promise<number[]> {
    const ids = offerId === null ? [] : await this.terminal.nextOfOffer(tx, offerId, by, PORTION);
    await this.personLocks.lock(tx, await this.personLocks.peopleOf(tx, ids));
    return ids;
  }
}
