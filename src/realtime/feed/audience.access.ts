import { Injectable } from '@nestjs/common';
import { CollaborationApi, type EventReaders } from '../../collaboration/collaboration.api.js';
import { roomOf, roomOfType } from './feeds.rules.js';
import type { StoredFrame } from './frame.entity.js';
import type { Audience, EventAudience, PersonAudience } from './frame.entity.js';

type Readers = Map<number, EventReaders>;

const ROOMS = { anyone: ['signedIn', 'anonymous'], signedIn: ['signedIn'], anonymous: ['anonymous'] };

/** By today's rights and not by those of the moment it was written; one query for many frames. */
@Injectable()
export class AudienceAccess {
  constructor(private readonly collaboration: CollaborationApi) {}

  async roomsOf(frames: StoredFrame[]): Promise<string[][]> {
    const readers = await this.readersFor(frames);
    return frames.map(({ audience }) => roomsOf(audience, readers));
  }

  async readableIn(rooms: readonly string[], frames: StoredFrame[]): Promise<StoredFrame[]> {
    const readers = await this.readersFor(frames);
    return frames.filter(({ audience }) => roomsOf(audience, readers).some((room) => rooms.includes(room)));
  }

  private async readersFor(frames: StoredFrame[]): Promise<Readers> {
    const events = frames.map(({ audience }) => audience).filter((audience) => audience.kind === 'event');
    if (events.length === 0) return new Map();
    const ids = (of: EventAudience[]) => [...new Set(of.map(({ eventId }) => eventId))];
    return this.collaboration.readersOf(ids(events), ids(events.filter(({ kept }) => kept)));
  }
}

function roomsOf(audience: Audience, readers: Readers): string[] {
  switch (audience.kind) {
    case 'everyone':
      return ROOMS.anyone;
    case 'signedIn':
      return ROOMS.signedIn;
    case 'persons':
      return audience.ids.map((id) => roomOf(id));
    case 'person':
      return roomsOfPerson(audience);
    case 'type':
      return [roomOfType(audience.typeId)];
    case 'host':
      return [];
    case 'event':
      return roomsOfEvent(audience, readers.get(audience.eventId));
  }
}

function roomsOfEvent({ to, kept, alsoDeleted }: EventAudience, readers: EventReaders | undefined): string[] {
  if (!readers || (readers.deleted && !alsoDeleted)) return [];
  if (readers.open && !kept) return ROOMS[to];
  return to === 'anonymous' ? [] : readers.personIds.map((id) => roomOf(id));
}

function roomsOfPerson({ personId, peerId }: PersonAudience): string[] {
  return peerId === undefined ? [roomOf(personId)] : [roomOf(personId), roomOf(personId, peerId)];
}
