import type { EventFacts } from '../../collaboration/collaboration.events.js';
import { decimalFrom } from '../../shared/money.js';
import type { Audience, FrameDraft } from '../feed/frame.js';
import { readersOf, told } from './told.js';

type Status = 'draft' | 'upcoming' | 'published' | 'ongoing' | 'completed' | 'cancelled';

/** An event's body, for those who may read it. */
export function tellEvent(type: 'event_created' | 'event_updated', event: EventFacts, at: Date): FrameDraft[] {
  return [told(type, publicEvent(event, statusAt(event, at)), readersOf(event.id, event, 'anyone'))];
}

/**
 * An event is cancelled, or one that was not is gone. By the time this is heard it may be deleted, so that nobody could read it
 * any more: who could until this moment is taken from what it was.
 */
export function tellCancelled(event: EventFacts): FrameDraft[] {
  const audience: Audience = event.openTo === 'everyone' ? { kind: 'everyone' } : readersOf(event.id, event, 'anyone');
  return [told('event_updated', publicEvent(event, 'cancelled'), audience)];
}

/** The body over REST as far as it is the same for everybody: no names, no address of an online event. */
export function publicEvent(event: EventFacts, status: Status): object {
  return {
    id: event.id,
    kind: event.kind,
    title: event.title,
    description: event.description,
    category: event.category,
    organizer: event.organizerId,
    location: event.location,
    is_online: event.isOnline,
    status,
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
export function seatsOf({ capacity, taken }: { capacity: number | null; taken: number }, isGathering: boolean): object {
  return {
    max_participants: capacity,
    max_attendees: capacity,
    ...(isGathering && { current_participants: taken, attendees_count: taken }),
    available_spots: capacity === null ? null : Math.max(0, capacity - taken),
  };
}

function statusAt({ kind, state, startsAt, endsAt }: EventFacts, at: Date): Status {
  if (state !== 'open') return state;
  if (at >= new Date(endsAt)) return 'completed';
  if (at >= new Date(startsAt)) return 'ongoing';
  return kind === 'gathering' ? 'upcoming' : 'published';
}
