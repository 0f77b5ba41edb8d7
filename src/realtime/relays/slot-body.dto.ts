import type { SlotSnapshot } from '../../scheduling/scheduling.events.js';
import { toTimeSlotResponse, type SlotOffer, type TimeSlotResponse } from '../../scheduling/scheduling.api.js';

/** REST's body of a slot, without `booked_by_me`. */
export function slotBody(
  slot: SlotSnapshot,
  at: Date,
  state: SlotOffer['state'] = 'open',
): Partial<TimeSlotResponse> {
  const startsAt = new Date(slot.startsAt);
  const offer = {
    state,
    refId: slot.id,
    labelId: slot.label?.id ?? null,
    labelName: slot.label?.name ?? null,
    labelColor: slot.label?.color ?? null,
    capacity: slot.capacity,
    taken: slot.taken,
    startsAt,
    endsAt: new Date(slot.endsAt),
    opensAt: null,
    isBarred: false,
    closesAt: startsAt,
    createdAt: new Date(slot.createdAt),
    updatedAt: new Date(slot.updatedAt),
  };
  const body: Partial<TimeSlotResponse> = toTimeSlotResponse(offer, false, at);
  delete body.booked_by_me;
  return body;
}
