import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { MediaFiles } from '../../platform/files/media-files.js';
import { Clock } from '../../shared/clock.js';
import type { EventSnapshot } from '../collaboration.events.js';
import type { Event } from './event.entity.js';

/** What events of collaboration say of an event as it is now. */
@Injectable()
export class EventSnapshotQueries {
  constructor(
    private readonly media: MediaFiles,
    private readonly clock: Clock,
  ) {}

  async current(source: Pick<Tx, 'query'>, event: Event): Promise<EventSnapshot> {
    const [seats] = await source.query<{ taken: number }>(
      `SELECT taken FROM booking.offer_seats WHERE kind = 'event' AND ref_id = $1`,
      [event.id],
    );
    return this.of(event, seats?.taken ?? 0);
  }

  /** `taken`: seats held or sold. */
  of(event: Event, taken: number): EventSnapshot {
    const { id, kind, organizerId, title, description, category, location, isOnline, tags } = event;
    const { visibility, state, openTo, registrationDeadline, capacity, priceCents, currency } = event;
    return {
      ...{
        id,
        kind,
        organizerId,
        title,
        description,
        category,
        location,
        isOnline,
        tags,
        visibility,
        state,
        openTo,
      },
      coverImage: this.media.urlOf(event.cover),
      status: event.statusAt(this.clock.now()),
      startsAt: event.startsAt.toISOString(),
      endsAt: event.endsAt.toISOString(),
      timezone: event.timezone,
      registrationDeadline: registrationDeadline?.toISOString() ?? null,
      ...{ capacity, taken, priceCents, currency },
      createdAt: event.createdAt.toISOString(),
      updatedAt: event.updatedAt.toISOString(),
    };
  }
}
