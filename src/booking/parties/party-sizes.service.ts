import { Injectable } from '@nestjs/common';
import { StaleRead } from '../../platform/database/stale-read.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { BookingTransitionsService, type CancelInput } from '../bookings/booking-transitions.service.js';
import { SeatSnapshotQueries } from '../claims/seat-snapshot.queries.js';
import { seatRefusal } from '../claims/seat-refusal.policy.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import { OfferProfilesService } from '../model/offer-profiles.service.js';
import { PersonLocksRepository } from '../claims/person-locks.repository.js';
import { WaitlistPromoterService } from '../promotion/waitlist-promoter.service.js';
import { TerminalTransitionsRepository } from '../transitions/terminal-transitions.repository.js';
import { refusalOf } from '../transitions/transitions.rules.js';
import { PartySizesRepository } from './party-sizes.repository.js';

/** Who has seats takes more of them, or gives some back. */
@Injectable()
export class PartySizesService {
  constructor(
    private readonly sizes: PartySizesRepository,
    private readonly transitions: BookingTransitionsService,
    private readonly terminal: TerminalTransitionsRepository,
    private readonly personLocks: PersonLocksRepository,
    private readonly snapshots: SeatSnapshotQueries,
    private readonly profiles: OfferProfilesService,
    private readonly promoter: WaitlistPromoterService,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Refuses like `refusalOf`, and more seats with a `seatRefusal`. */
  async resize(
    tx: Tx,
    id: number,
    seats: number,
    { actorId, cause }: Pick<CancelInput, 'actorId' | 'cause'>,
  ): Promise<BookingWithOffer> {
    const attempt = { at: this.clock.now(), actorId, cause };
    const { booking, offer } = await this.transitions.get(tx, id);
    const refusal = refusalOf('resize', booking, attempt);
    if (refusal) throw refusal;
    if (this.profiles.isSession(booking)) await this.personLocks.lock(tx, [booking.hostId!]);
    if (!(await this.sizes.take(tx, id, seats, attempt.at))) {
      await this.terminal.expireOffer(tx, offer!.id, attempt.at);
      if (!(await this.sizes.take(tx, id, seats, attempt.at)))
        throw await this.refusal(tx, { booking, offer }, seats, attempt.at);
    }
    const resized = await this.sizes.resize(tx, id, seats, attempt);
    if (!resized)
      throw refusalOf('resize', (await this.transitions.get(tx, id)).booking, attempt) ?? new StaleRead();
    this.outbox.announce(tx);
    if (seats < 0 && offer!.waiting > 0) await this.promoter.promoteNext(tx, offer!.id);
    return resized;
  }

  private async refusal(
    tx: Tx,
    { booking, offer }: BookingWithOffer,
    quantity: number,
    now: Date,
  ): Promise<Error> {
    const { kind, refId } = offer!;
    const asked = { offer: { kind, refId }, personId: null, quantity, now };
    const profile = this.profiles.ofBooking(booking.kind);
    return seatRefusal(await this.snapshots.of(tx, asked), asked, profile) ?? profile.full(0, []);
  }
}
