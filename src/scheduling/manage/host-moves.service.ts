import { Injectable } from '@nestjs/common';
import { BookingApi, live, type BookingData, type BookingResponse } from '../../booking/booking.api.js';
import { InvalidTransition, SlotUnavailable } from '../../booking/booking.errors.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { Clock } from '../../shared/clock.js';
import { Forbidden, InvalidInput, NotFound } from '../../shared/errors.js';
import { PublishedTypesQueries } from '../event-types/published-types.queries.js';
import { slotUnavailable } from '../slots/slot-explanation.dto.js';
import { SlotsService } from '../slots/slots.service.js';
import type { RescheduleRequest } from './manage.dto.js';
import { minutesOf, offeredOf, targetOf, type Target } from './moves.service.js';

/** Hosts and admins move appointments, a session with everybody in it: claims and buffers alone bind them. */
@Injectable()
export class HostMovesService {
  constructor(
    private readonly db: Database,
    private readonly booking: BookingApi,
    private readonly types: PublishedTypesQueries,
    private readonly slots: SlotsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Refuses with `NotFound`, `Forbidden` to its invitee, `InvalidTransition`, `InvalidInput`, and with
   * `SlotUnavailable` and what is in the way.
   */
  async move(caller: Caller, id: number, request: RescheduleRequest): Promise<BookingResponse> {
    const booking = await this.requireHosted(caller, id);
    const { start_time: startsAt, duration = minutesOf(booking), reason } = request;
    if (startsAt <= this.clock.now())
      throw new InvalidInput({ startsAt: ['Start time must be in the future.'] });
    const target = targetOf(startsAt, duration);
    const by = { actorId: caller.id, cause: booking.hostId === caller.id ? 'host' : 'admin', reason } as const;
    try {
      return await this.db.transaction(async (tx) => {
        await this.booking.reschedule(tx, id, target, by);
        const name = (await this.booking.inviteeOf(tx, booking))?.name ?? '';
        return (await this.booking.describe(tx, id, name, { caller, now: this.clock.now() }))!;
      });
    } catch (error) {
      throw error instanceof SlotUnavailable ? await this.explained(booking, target, error) : error;
    }
  }

  private async requireHosted(caller: Caller, id: number): Promise<BookingData> {
    const booking = await this.booking.find(this.db, id);
    const isHosted = booking?.hostId === caller.id || caller.isAdmin;
    if (!booking || !(isHosted || booking.personId === caller.id)) throw new NotFound('The booking');
    if (!isHosted) throw new Forbidden('Only the host moves it here; by its link the invitee does.');
    if (booking.kind !== 'appointment') throw new InvalidTransition(booking.status, 'rescheduled', []);
    return booking;
  }

  private async explained(booking: BookingData, target: Target, refusal: SlotUnavailable): Promise<Error> {
    const { refId, quantity: party, id: leavingOut } = booking;
    const published = (await this.types.byIds([refId ?? 0])).get(refId ?? 0);
    if (!published || !live.has(booking.status)) return refusal;
    const offered = offeredOf(published, booking, minutesOf(target));
    const asked = { at: target.startsAt.getTime(), party, leavingOut, seesBusy: true };
    const explanation = await this.slots.explain(this.db, offered, asked);
    return explanation.offered ? refusal : slotUnavailable(explanation);
  }
}
