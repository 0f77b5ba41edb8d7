import type { BookingPayload, OfferPayload } from '../../booking/booking.events.js';
import type { Visibility } from '../../collaboration/collaboration.events.js';
import type { FrameDraft } from '../feed/frame.entity.js';
import { userRef } from '../feed/frame.entity.js';
import { seatsOf } from './event-frames.dto.js';
import { readersOf, eventFrame } from './relay.rules.js';

/**
 * Somebody has a seat of an event, or one less has. Of a gathering everybody signed in reads who takes part; of a
 * ticketed event only its organizer knows who comes, so that the feed tells counts alone.
 */
export function seatFrames(
  type: 'event_joined' | 'event_left',
  { personId, offer }: BookingPayload,
): FrameDraft[] {
  if (offer?.kind !== 'event' || isOwn(personId, offer)) return [];
  const event = eventOf(offer);
  const openness = opennessOf(offer);
  if (!offer.joinOnly) return [eventFrame(type, { event }, readersOf(offer.refId, openness, 'anyone'))];
  const named = eventFrame(
    type,
    { event, user: userRef(personId) },
    readersOf(offer.refId, openness, 'signedIn'),
  );
  if (openness.openTo !== 'everyone') return [named];
  return [named, eventFrame(type, { event }, readersOf(offer.refId, openness, 'anonymous'))];
}

/** Seats are held, or are not held any more: the event's counts are others. */
export function seatCountFrames(offer: OfferPayload | null): FrameDraft[] {
  if (offer?.kind !== 'event') return [];
  return [eventFrame('event_updated', eventOf(offer), readersOf(offer.refId, opennessOf(offer), 'anyone'))];
}

/** The event was cancelled, which everybody is told at once; who had a seat is told that it is gone. */
export function withdrawnSeatFrames({ personId, wasConfirmed, offer }: BookingPayload): FrameDraft[] {
  if (offer?.kind !== 'event' || personId === null || !wasConfirmed || isOwn(personId, offer)) return [];
  const data = { event: eventOf(offer), user: userRef(personId) };
  return [eventFrame('event_left', data, { kind: 'persons', ids: [personId] })];
}

/** Each event's offer has an organizer. */
function opennessOf({ state, visibility, organizerId }: OfferPayload): Visibility {
  const openTo = state === 'draft' ? 'organizer' : visibility === 'invited' ? 'invited' : 'everyone';
  return { openTo, organizerId: organizerId! };
}

/** Who makes a gathering takes part from its first moment to its last. */
function isOwn(personId: number | null, { joinOnly, organizerId }: OfferPayload): boolean {
  return joinOnly && personId === organizerId;
}

function eventOf(offer: OfferPayload): object {
  return { id: offer.refId, title: offer.title, ...seatsOf(offer, offer.joinOnly) };
}
