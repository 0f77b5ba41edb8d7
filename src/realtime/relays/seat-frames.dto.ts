import type { BookingPayload, OfferPayload } from '../../booking/booking.events.js';
import type { Visibility } from '../../collaboration/collaboration.events.js';
import type { FrameDraft } from '../feed/frame.entity.js';
import { userRef } from '../feed/frame.entity.js';
import { seatsOf } from './event-frames.dto.js';
import { readersOf, eventFrame } from './relay.rules.js';

/** Everybody signed in reads who takes part in a gathering; a ticketed event's frames have counts alone. */
export function seatFrames(
  type: 'event_joined' | 'event_left',
  { personId, offer }: BookingPayload,
): FrameDraft[] {
  if (offer?.kind !== 'event' || isOwn(personId, offer)) return [];
  const event = eventOf(offer);
  const visibility = visibilityOf(offer);
  if (!offer.joinOnly) return [eventFrame(type, { event }, readersOf(offer.refId, visibility, 'anyone'))];
  const named = eventFrame(
    type,
    { event, user: userRef(personId) },
    readersOf(offer.refId, visibility, 'signedIn'),
  );
  if (visibility.openTo !== 'everyone') return [named];
  return [named, eventFrame(type, { event }, readersOf(offer.refId, visibility, 'anonymous'))];
}

export function seatCountFrames(offer: OfferPayload | null): FrameDraft[] {
  if (offer?.kind !== 'event') return [];
  return [eventFrame('event_updated', eventOf(offer), readersOf(offer.refId, visibilityOf(offer), 'anyone'))];
}

export function withdrawnSeatFrames({ personId, wasConfirmed, offer }: BookingPayload): FrameDraft[] {
  if (offer?.kind !== 'event' || personId === null || !wasConfirmed || isOwn(personId, offer)) return [];
  const data = { event: eventOf(offer), user: userRef(personId) };
  return [eventFrame('event_left', data, { kind: 'persons', ids: [personId] })];
}

/** Each event's offer has an organizer. */
function visibilityOf({ state, visibility, organizerId }: OfferPayload): Visibility {
  const openTo = state === 'draft' ? 'organizer' : visibility === 'invited' ? 'invited' : 'everyone';
  return { openTo, organizerId: organizerId! };
}

/** Who makes a gathering takes part in it from beginning to end. */
function isOwn(personId: number | null, { joinOnly, organizerId }: OfferPayload): boolean {
  return joinOnly && personId === organizerId;
}

function eventOf(offer: OfferPayload): object {
  return { id: offer.refId, title: offer.title, ...seatsOf(offer, offer.joinOnly) };
}
