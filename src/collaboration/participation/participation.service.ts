import { Injectable } from '@nestjs/common';
import { BookingApi, type BookingData } from '../../booking/booking.api.js';
import { AlreadyBooked, BookingClosed, SoldOut } from '../../booking/booking.errors.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { Clock } from '../../shared/clock.js';
import {
  AlreadyJoined,
  CreatorCannotLeave,
  EventEnded,
  EventFull,
  GatheringsOnly,
  NotAParticipant,
} from '../collaboration.errors.js';
import { EventAccess } from '../events/event.access.js';
import type { Event } from '../events/event.entity.js';
import type { ParticipationResponse } from './participation.dto.js';

/** Who takes part in a gathering: a participant is a confirmed booking of one of its seats. */
@Injectable()
export class ParticipationService {
  constructor(
    private readonly db: Database,
    private readonly access: EventAccess,
    private readonly booking: BookingApi,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a seat for the caller. Refuses with `NotFound`, `GatheringsOnly` (409), `AlreadyJoined` (400), `EventFull`
   * (400) and `EventEnded` (409).
   */
  async join(caller: Caller, id: number): Promise<ParticipationResponse> {
    const event = await this.gathering(caller, id);
    const wish = {
      kind: 'ticket' as const,
      offer: { kind: 'event' as const, refId: id },
      personId: caller.id,
      quantity: 1,
      confirmFree: true,
      organizerMayBook: true,
    };
    try {
      return await this.booking.bookSeats(wish, answer('Successfully joined the event', event));
    } catch (error) {
      throw refusalOf(error, event);
    }
  }

  /**
   * Gives the caller's seat back. Refuses with `NotFound`, `GatheringsOnly` (409), `CreatorCannotLeave` (403),
   * `EventEnded` (409) and `NotAParticipant` (400).
   */
  async leave(caller: Caller, id: number): Promise<ParticipationResponse> {
    const event = await this.gathering(caller, id);
    if (event.organizerId === caller.id) throw new CreatorCannotLeave();
    const status = event.statusAt(this.clock.now());
    if (status === 'cancelled' || status === 'completed') throw new EventEnded(status);
    return this.db.single(async (tx) => {
      const left = await this.booking.leave(tx, caller.id, 'event', id, { actorId: caller.id, cause: 'booker' });
      if (!left) throw new NotAParticipant();
      return answer('Successfully left the event', event)(left);
    });
  }

  private async gathering(caller: Caller, id: number): Promise<Event> {
    const event = await this.access.visible(this.db, id, caller);
    if (event.kind !== 'gathering') throw new GatheringsOnly();
    return event;
  }
}

/** Every seat of a gathering is a participant's: nobody holds one without having joined. */
function answer(message: string, { id, title }: Event): (booking: BookingData) => ParticipationResponse {
  return ({ offer }) => ({ message, event: { id, title, current_participants: offer?.taken ?? 0 } });
}

function refusalOf(error: unknown, event: Event): unknown {
  if (error instanceof AlreadyBooked) return new AlreadyJoined();
  if (error instanceof SoldOut) return new EventFull();
  if (error instanceof BookingClosed) return new EventEnded(event.state === 'cancelled' ? 'cancelled' : 'completed');
  return error;
}
