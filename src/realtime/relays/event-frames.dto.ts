import type { EventSnapshot } from '../../collaboration/collaboration.events.js';
import { decimalFrom } from '../../shared/money.js';
import type { Audience, FrameDraft } from '../feed/frame.entity.js';
import { readersOf, eventFrame } from './relay.rules.js';

export function eventFrames(type: 'event_created' | 'event_updated', event: EventSnapshot): FrameDraft[] {
  return [eventFrame(type, eventBody(event), readersOf(event.id, event, 'anyone'))];
}

export function cancelledEventFrames(event: EventSnapshot): FrameDraft[] {
  return [eventFrame('event_updated', eventBody(event), lastReadersOf(event))];
}

/** To clients that know no deleted events it is cancelled. */
export function deletedEventFrames(event: EventSnapshot): FrameDraft[] {
  const data = { ...eventBody({ ...event, status: 'cancelled' }), is_deleted: true };
  return [eventFrame('event_updated', data, lastReadersOf(event))];
}

/** When this is delivered the event may be deleted and have no readers: what it was before decides. */
function lastReadersOf(event: EventSnapshot): Audience {
  if (event.openTo === 'everyone') return { kind: 'everyone' };
  const readers = readersOf(event.id, event, 'anyone');
  return readers.kind === 'event' ? { ...readers, alsoDeleted: true } : readers;
}

/** REST's body, without what differs from reader to reader: names, and an online event's address. */
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
    timezone: event.timezone,
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

/** A ticketed event's taken seats may be held without being confirmed, and count as no attendees yet. */
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
