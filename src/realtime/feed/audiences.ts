import { Injectable } from '@nestjs/common';
import { roomOf } from '../feeds.js';
import type { Audience } from './frame.js';

/** Knows who belongs to an event's circle; nobody, until a context that has circles says otherwise. */
@Injectable()
export class Circles {
  async membersOf(_eventId: number): Promise<ReadonlySet<number>> {
    return new Set();
  }
}

/** Turns an audience into the rooms that hear a frame, and answers whether one person may hear it. */
@Injectable()
export class Audiences {
  constructor(private readonly circles: Circles) {}

  async roomsOf(audience: Audience): Promise<string[]> {
    if (audience.kind === 'persons') return audience.ids.map(roomOf);
    if (audience.kind === 'circle') return [...(await this.circles.membersOf(audience.eventId))].map(roomOf);
    return [audience.kind];
  }

  /** By today's rights, not by those of the moment the frame was written. */
  async mayHear(audience: Audience, personId: number | null): Promise<boolean> {
    if (audience.kind === 'everyone') return true;
    if (personId === null) return false;
    if (audience.kind === 'persons') return audience.ids.includes(personId);
    if (audience.kind === 'circle') return (await this.circles.membersOf(audience.eventId)).has(personId);
    return true;
  }
}
