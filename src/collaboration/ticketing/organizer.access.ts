import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import type { Tx } from '../../platform/database/tx.js';
import { Forbidden, NotFound } from '../../shared/errors.js';
import { EventAccess, eventColumns } from '../events/event.access.js';
import { Event } from '../events/event.entity.js';

type Manager = Pick<Caller, 'id' | 'isAdmin'>;

const LOCKED = `SELECT ${eventColumns('e')} FROM collaboration.events e
  WHERE e.id = $1 AND e.deleted_at IS NULL FOR NO KEY UPDATE`;

/** Who runs an event: its organizer, and admins. Others who see it are refused with `Forbidden`. */
@Injectable()
export class OrganizerAccess {
  constructor(private readonly access: EventAccess) {}

  /** The event, to be read. */
  async readable(source: Pick<Tx, 'query'>, eventId: number, caller: Manager): Promise<Event> {
    return requireManager(await this.access.visible(source, eventId, caller), caller);
  }

  /** The event, locked until the commit, so that what is decided on it holds. */
  async forUpdate(tx: Tx, eventId: number, caller: Manager): Promise<Event> {
    await this.readable(tx, eventId, caller);
    return this.locked(tx, eventId);
  }

  /** The event that a body names as `event`, locked; `InvalidInput` where the caller cannot see one. */
  async namedForUpdate(tx: Tx, eventId: number, caller: Manager): Promise<Event> {
    requireManager(await this.access.named(tx, eventId, caller), caller);
    return this.locked(tx, eventId);
  }

  private async locked(tx: Tx, eventId: number): Promise<Event> {
    const [row] = await tx.query<object>(LOCKED, [eventId]);
    if (!row) throw new NotFound('The event');
    return Object.assign(new Event(), row);
  }
}

/** True for the organizer and admins. */
export function manages(event: Pick<Event, 'organizerId'>, caller: Manager | null): boolean {
  return caller !== null && (caller.isAdmin || caller.id === event.organizerId);
}

function requireManager(event: Event, caller: Manager): Event {
  if (!manages(event, caller)) throw new Forbidden('Only the organizer of the event may do this.');
  return event;
}
