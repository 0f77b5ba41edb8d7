import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { Clock } from '../../shared/clock.js';
import { Forbidden, NotFound } from '../../shared/errors.js';
import { InvalidTransition, JoinOnly } from '../booking.errors.js';
import { BookingsService } from '../bookings/bookings.service.js';
import type { BookingResponse } from '../bookings/bookings.dto.js';
import { roleOf } from '../bookings/booking-permissions.policy.js';
import { ended } from '../model/booking-clock.rules.js';
import { BookingsRepository } from '../model/bookings.repository.js';
import { OfferProfilesService } from '../model/offer-profiles.service.js';
import { allowedAt, type Missed } from '../transitions/transitions.rules.js';
import { NoShowTransitionsService } from './no-show-transitions.service.js';

/** Who did not come: the host says so of the booker; of two who answer to each other, each of the other. */
@Injectable()
export class NoShowsService {
  constructor(
    private readonly db: Database,
    private readonly bookings: BookingsRepository,
    private readonly shown: BookingsService,
    private readonly transitions: NoShowTransitionsService,
    private readonly profiles: OfferProfilesService,
    private readonly clock: Clock,
  ) {}

  /** Refuses with `NotFound`, `Forbidden`, `JoinOnly` and `InvalidTransition`. */
  async mark(caller: Caller, id: number): Promise<BookingResponse> {
    const missed = await this.missedBy(caller, id, true);
    await this.db.transaction((tx) => this.transitions.mark(tx, id, { actorId: caller.id, missed }));
    return this.shown.read(caller, id);
  }

  /** Refuses like `mark`, and with `SlotUnavailable` where its time has been taken. */
  async takeBack(caller: Caller, id: number): Promise<void> {
    const missed = await this.missedBy(caller, id, false);
    await this.db.transaction((tx) => this.transitions.takeBack(tx, id, { actorId: caller.id, missed }));
  }

  private async missedBy(caller: Caller, id: number, isNew: boolean): Promise<Missed> {
    const found = await this.bookings.find(this.db, id);
    const role = found && roleOf(found.booking, caller);
    if (!found || !role) throw new NotFound('The booking');
    const { booking, offer } = found;
    if (offer?.joinOnly) throw new JoinOnly();
    const { isBetweenTwo } = this.profiles.ofBooking(booking.kind);
    if (!isBetweenTwo && role === 'booker') throw new Forbidden('The host says who did not come.');
    if (isBetweenTwo && role === 'admin') throw new Forbidden('The two of them say who did not come.');
    const now = this.clock.now();
    if (isBetweenTwo && isNew && !ended.of(booking, now))
      throw new InvalidTransition(booking.statusAt(now), 'no_show', allowedAt(booking, now));
    return role === 'booker' ? 'host' : 'booker';
  }
}
