import type { SlotSnapshot } from '../scheduling.events.js';
import type { SlotOffer } from '../../booking/booking.api.js';

/** What the slot's events say of it. */
export function slotSnapshot(offer: SlotOffer): SlotSnapshot {
  const { labelId, labelName, labelColor } = offer;
  return {
    id: offer.refId,
    startsAt: offer.startsAt.toISOString(),
    endsAt: offer.endsAt.toISOString(),
    label: labelId === null ? null : { id: labelId, name: labelName ?? '', color: labelColor ?? '' },
    capacity: offer.capacity ?? 0,
    taken: offer.taken,
    createdAt: offer.createdAt.toISOString(),
    updatedAt: offer.updatedAt.toISOString(),
  };
}
