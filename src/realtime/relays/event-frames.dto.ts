import type { EventSnapshot } from '../../collaboration/collaboration.events.js';
import { decimalFrom } from '../../shared/money.js';
import type { Audience, FrameDraft } from '../feed/frame.entity.js';
import { readersOf, eventFrame } from './relay.rules.js';

/** An event's body, for those who may read it. */
export function eventFrames(type: 'event_created' | 'event_updated', event: EventSnapshot): FrameDraft[] {
  return [eventFrame(type, eventBody(event), readersOf(event.id, event, 'anyone'))];
}

/** An event is cancelled, told to all who could read it until then. */
export function cancelledEventFrames(event: EventSnapshot): FrameDraft[] {
  return [eventFrame('event_updated', eventBody(event), lastReadersOf(event))];
}

/** An event is gone, whatever it was before: to who knows no deleted ones it is cancelled. */
export function deletedEventFrames(event: EventSnapshot): FrameDraft[] {
  const data = { ...eventBody({ ...event, status: 'cancelled' }), is_deleted: true };
  return [eventFrame('event_updated', data, lastReadersOf(event))];
}

/** By the time this is heard the event may be deleted, so that nobody could read it any more: what it was decides. */
function lastReadersOf(event: EventSnapshot): Audience {
  if (event.openTo === 'everyone') return { kind: 'everyone' };
  const readers = readersOf(event.id, event, 'anyone');
  return readers.kind === 'event' ? { ...readers, alsoDeleted: true } : readers;
}

/** The body over REST as far as it is the same for everybody: no names, no address of an online event. */
export function eventBody(event: EventSnapshot): object {
  return {
    id: event.id,
    kind: event.kind,
    title: event.title,
    description: event.description,
    category: event.category,
    organizer: event.organizerId,
    location: event.location,
    is_online: event.isOnline,
    status: event.status,
    visibility: event.visibility,
    date: event.startsAt,
    start_date: event.startsAt,
    end_date: event.endsAt,
    registration_deadline: event.registrationDeadline,
    ...seatsOf(event, event.kind === 'gathering'),
    price: decimalFrom(event.priceCents),
    currency: event.currency,
    cover_image: event.coverImage,
    tags: event.tags,
    created_at: event.createdAt,
    updated_at: event.updatedAt,
  };
}

/**
 * Counts of an event's seats. Those taken of a gathering are its participants; those of a ticketed event may still be
 * held without being confirmed, and then count as no attendees yet.
 */
export function seatsOf(
  { capacity, taken }: { capacity: number | null; taken: number },
  isGathering: boolean,
): object {
  return {
    max_participants: capacity,
    max_attendees: capacity,
    ...(isGathering && { current_participants: taken, attendees_count: taken }),
    available_spots: capacity === null ? null : Math.max(0, capacity - taken),
  };
}
