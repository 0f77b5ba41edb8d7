import type { OfferTerms } from '../../booking/booking.api.js';
import type { Event } from './event.entity.js';

const TICKETS_AT_ONCE = 10;

/** The seats of an event as booking offers them: a gathering's are joined one by one, the others booked. */
export function offerTermsOf(event: Event): OfferTerms {
  const isGathering = event.kind === 'gathering';
  return {
    kind: 'event',
    refId: event.id,
    title: event.title,
    label: null,
    state: event.state,
    visibility: event.visibility,
    joinOnly: isGathering,
    capacity: event.capacity,
    maxPerBooking: isGathering ? 1 : TICKETS_AT_ONCE,
    priceCents: event.priceCents,
    currency: event.currency,
    taxRate: event.taxRate,
    calendarChanges: event.sequence,
    refundPolicy: event.refundPolicy,
    startsAt: event.startsAt,
    endsAt: event.endsAt,
    timezone: event.timezone,
    opensAt: null,
    closesAt: event.closesAt,
    organizerId: event.organizerId,
    place: event.location || (event.isOnline ? 'Online' : ''),
  };
}
