import type { EventSnapshot } from '../collaboration.events.js';
import type { Event } from './event.entity.js';

/** What collaboration's events say of an event as it is at `now`; the cover as clients get it, `taken` the seats held or sold. */
export function toEventSnapshot(
  event: Event,
  taken: number,
  coverImage: string | null,
  now: Date,
): EventSnapshot {
  const { id, kind, organizerId, title, description, category, location, isOnline, tags, visibility, state } =
    event;
  const { openTo, registrationDeadline, capacity, priceCents, currency } = event;
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
      coverImage,
      visibility,
      state,
    },
    openTo,
    status: event.statusAt(now),
    startsAt: event.startsAt.toISOString(),
    endsAt: event.endsAt.toISOString(),
    registrationDeadline: registrationDeadline?.toISOString() ?? null,
    ...{ capacity, taken, priceCents, currency },
    createdAt: event.createdAt.toISOString(),
    updatedAt: event.updatedAt.toISOString(),
  };
}
