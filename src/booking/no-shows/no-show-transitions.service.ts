import { Injectable } from '@nestjs/common';
import { StaleRead } from '../../platform/database/stale-read.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { LapsedHoldsService } from '../claims/lapsed-holds.service.js';
import { PersonLocksRepository } from '../claims/person-locks.repository.js';
import { withTimeRefusal } from '../claims/time-claims.repository.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import type { Booking } from '../model/booking.entity.js';
import { BookingsRepository } from '../model/bookings.repository.js';
import { OfferProfilesService } from '../model/offer-profiles.service.js';
import { NoShowTransitionsRepository } from '../transitions/no-show-transitions.repository.js';
import { refusalOf, type Attempt, type Missed, type TransitionName } from '../transitions/transitions.rules.js';

export interface NoShowActor {
  actorId: number | null;
  /** Who did not come: the booker, unless the other says so. */
  missed?: Missed;
}

/** Each in the caller's transaction; the caller checks the rights. */
@Injectable()
export class NoShowTransitionsService {
  constructor(
    private readonly bookings: BookingsRepository,
    private readonly transitions: NoShowTransitionsRepository,
    private readonly personLocks: PersonLocksRepository,
    private readonly lapsedHolds: LapsedHoldsService,
    private readonly profiles: OfferProfilesService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Refuses with `NotFound` and like `refusalOf`. */
  async mark(tx: Tx, id: number, { actorId, missed = 'booker' }: NoShowActor): Promise<BookingWithOffer> {
    const attempt = { at: this.clock.now(), actorId, missed };
    const { booking } = await this.get(tx, id);
    if (this.profiles.claimsTime(booking))
      await this.personLocks.lock(tx, await this.personLocks.peopleOf(tx, [id]));
    const marked = await this.transitions.miss(tx, id, attempt);
    if (marked) return this.published(tx, marked);
    const { booking: found } = await this.get(tx, id);
    throw this.refusal(found.status === 'no_show' ? 'miss too' : 'miss', found, attempt);
  }

  /** What the clock says of it holds again. Refuses like `mark`, and where its time has been taken. */
  async takeBack(tx: Tx, id: number, { actorId, missed = 'booker' }: NoShowActor): Promise<BookingWithOffer> {
    const attempt = { at: this.clock.now(), actorId, missed };
    const { booking } = await this.get(tx, id);
    if (this.profiles.claimsTime(booking)) {
      const parties = [booking.hostId, booking.personId].filter((person) => person !== null);
      const people = [...new Set([...parties, ...(await this.personLocks.peopleOf(tx, [id]))])];
      await this.personLocks.lock(tx, people);
      await this.lapsedHolds.free(tx, people, booking, attempt.at);
    }
    const undone = await withTimeRefusal(this.transitions.takeBack(tx, id, this.profiles.timeKinds, attempt));
    if (!undone) throw this.refusal('unmiss', (await this.get(tx, id)).booking, attempt);
    return this.published(tx, undone);
  }

  /** Where both missed the other: it took place, or it did not. Refuses like `mark`. */
  async decide(
    tx: Tx,
    id: number,
    name: 'award' | 'annul',
    { actorId }: Pick<NoShowActor, 'actorId'>,
  ): Promise<BookingWithOffer> {
    const attempt = { at: this.clock.now(), actorId };
    const decided = await this.transitions.decide(tx, id, name, attempt);
    if (decided) return this.published(tx, decided);
    throw this.refusal(name, (await this.get(tx, id)).booking, attempt);
  }

  private published(tx: Tx, moved: BookingWithOffer): BookingWithOffer {
    this.outbox.announce(tx);
    return moved;
  }

  private refusal(name: TransitionName, booking: Booking, attempt: Attempt): Error {
    return refusalOf(name, booking, attempt) ?? new StaleRead();
  }

  private async get(source: Pick<Tx, 'query'>, id: number): Promise<BookingWithOffer> {
    const found = await this.bookings.find(source, id);
    if (!found) throw new NotFound('The booking');
    return found;
  }
}
