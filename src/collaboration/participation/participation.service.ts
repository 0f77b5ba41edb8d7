import { Injectable } from '@nestjs/common';
import { attending, BookingApi, type BookingData } from '../../booking/booking.api.js';
import { AlreadyBooked, BookingClosed, SoldOut } from '../../booking/booking.errors.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput, Unavailable } from '../../shared/errors.js';
import {
  AlreadyJoined,
  CreatorCannotLeave,
  EventFull,
  GatheringsOnly,
  NotAParticipant,
} from '../collaboration.errors.js';
import { EventAccess } from '../model/event.access.js';
import type { Event } from '../model/event.entity.js';
import type { ParticipationResponse } from './participation.dto.js';

const ATTEMPTS = 3;

const TAKES_PART = `SELECT FROM booking.offer_bookings b WHERE b.kind = 'event' AND b.ref_id = $1
  AND b.person_id = $2 AND ${attending.sql('b')} LIMIT 1`;

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
   * Refuses with `NotFound`, `GatheringsOnly` (409), `AlreadyJoined` (400), `EventFull` (400) and `EventEnded`
   * (409).
   */
  async join(caller: Caller, id: number, attempts = ATTEMPTS): Promise<ParticipationResponse> {
    const event = await this.gathering(caller, id);
    const request = {
      offer: { kind: 'event' as const, refId: id },
      personId: caller.id,
      quantity: 1,
      confirmFree: true,
      visibility: event.visibility,
    };
    try {
      return await this.booking.bookSeats(request, answer('Successfully joined the event', event));
    } catch (error) {
      if (error instanceof AlreadyBooked) throw new AlreadyJoined();
      if (error instanceof SoldOut) throw new EventFull();
      const isHidden = error instanceof InvalidInput;
      if (!isHidden && !(error instanceof BookingClosed)) throw error;
      // It was closed to others, called off or ended meanwhile: what it is now decides.
      const now = await this.gathering(caller, id);
      if (isHidden && attempts > 1) return this.join(caller, id, attempts - 1);
      if (isHidden) throw new Unavailable();
      if (await this.takesPart(caller.id, id)) throw new AlreadyJoined();
      now.requireNotEnded(this.clock.now());
      throw error;
    }
  }

  /**
   * Refuses with `NotFound`, `GatheringsOnly` (409), `CreatorCannotLeave` (403), `NotAParticipant` (400) and
   * `EventEnded` (409).
   */
  async leave(caller: Caller, id: number): Promise<ParticipationResponse> {
    const event = await this.gathering(caller, id);
    if (event.organizerId === caller.id) throw new CreatorCannotLeave();
    const now = this.clock.now();
    if (event.statusAt(now) === 'completed' && !(await this.takesPart(caller.id, id)))
      throw new NotAParticipant();
    event.requireNotEnded(now);
    return this.db.transaction(async (tx) => {
      const left = await this.booking.leave(tx, caller.id, 'event', id, {
        actorId: caller.id,
        cause: 'booker',
      });
      if (!left) throw new NotAParticipant();
      return answer('Successfully left the event', event)(left);
    });
  }

  private async takesPart(personId: number, eventId: number): Promise<boolean> {
    return (await this.db.query(TAKES_PART, [eventId, personId])).length > 0;
  }

  private async gathering(caller: Caller, id: number): Promise<Event> {
    const event = await this.access.getVisible(this.db, id, caller);
    if (event.kind !== 'gathering') throw new GatheringsOnly();
    return event;
  }
}

function answer(message: string, { id, title }: Event): (booking: BookingData) => ParticipationResponse {
  return ({ offer }) => ({ message, event: { id, title, current_participants: offer?.taken ?? 0 } });
}
