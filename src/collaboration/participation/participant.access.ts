import { Injectable } from '@nestjs/common';
import { BookingApi } from '../../booking/booking.api.js';
import { SeatRequired } from '../../booking/booking.errors.js';
import type { Caller } from '../../platform/auth/caller.js';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import type { Tx } from '../../platform/database/tx.js';
import { InvalidInput, NotFound } from '../../shared/errors.js';
import { EventEnded } from '../collaboration.errors.js';
import { Event } from '../model/event.entity.js';
import { visibleTo } from '../model/event-visibility.rules.js';

const HELD = `SELECT ${columnList('e', Event)} FROM collaboration.events e
  WHERE e.id = $1 AND ${visibleTo.sql('e', '$2', '$3')} FOR SHARE OF e`;

/**
 * Who takes part in an event (its organizer, and who has a confirmed seat) may write its tasks and votes, until
 * it is cancelled. The event is locked before the seats, as cancelling does.
 */
@Injectable()
export class ParticipantAccess {
  constructor(private readonly booking: BookingApi) {}

  /**
   * The event, locked with the caller's seat until the commit. Refuses with `NotFound(what)` who cannot see it,
   * `EventEnded` (409) once it is cancelled, and `SeatRequired` (403) who does not take part.
   */
  async requireParticipant(tx: Tx, eventId: number, caller: Caller, what: string): Promise<Event> {
    const event = await this.lockVisible(tx, eventId, caller);
    if (!event) throw new NotFound(what);
    return this.admit(tx, event, caller.id);
  }

  /** Of an event that a body names: `InvalidInput` where the caller cannot see it, else as above. */
  async requireParticipantFromField(tx: Tx, eventId: number, caller: Caller): Promise<Event> {
    const event = await this.lockVisible(tx, eventId, caller);
    if (!event) throw new InvalidInput({ event: ['This event does not exist.'] });
    return this.admit(tx, event, caller.id);
  }

  /** Locks the seat of a person whom a body names in `field`; `InvalidInput` without one. */
  async requireSeatOf(tx: Tx, event: Event, personId: number, field: string): Promise<void> {
    try {
      await this.requireSeat(tx, event, personId);
    } catch (error) {
      if (!(error instanceof SeatRequired)) throw error;
      throw new InvalidInput({ [field]: ['This person does not take part in the event.'] });
    }
  }

  private async admit(tx: Tx, event: Event, personId: number): Promise<Event> {
    if (event.state === 'cancelled') throw new EventEnded('cancelled');
    await this.requireSeat(tx, event, personId);
    return event;
  }

  private async requireSeat(tx: Tx, event: Event, personId: number): Promise<void> {
    if (event.organizerId !== personId) await this.booking.requireSeat(tx, personId, 'event', event.id);
  }

  private async lockVisible(tx: Tx, eventId: number, caller: Caller): Promise<Event | null> {
    const [row] = await tx.query<Event>(HELD, [eventId, caller.id, caller.isAdmin]);
    return row ? toEntity(Event, row) : null;
  }
}
