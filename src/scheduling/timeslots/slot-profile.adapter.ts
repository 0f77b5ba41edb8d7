import { OfferProfile, type FreeOffer, type OfferData, type ShownSubject } from '../../booking/booking.api.js';
import { SlotUnavailable } from '../../booking/booking.errors.js';
import { toTimeSlotResponse } from './timeslot.dto.js';

/** One seat of a slot, firm at once. */
export class SlotProfile extends OfferProfile {
  readonly bookingKind = 'slot';
  readonly offerKind = 'slot';
  readonly field = 'time_slot';
  readonly noun = 'time slot';
  override readonly order = { seats: 1, confirmFree: true } as const;

  override full(_free: number, next: readonly FreeOffer[]): SlotUnavailable {
    return new SlotUnavailable(startsOf(next));
  }

  override closed(_offer: OfferData | null, _isEarly: boolean, next: readonly FreeOffer[]): SlotUnavailable {
    return new SlotUnavailable(startsOf(next), 'The selected time slot can no longer be booked.');
  }

  override show({ offer, isMine, now }: ShownSubject) {
    return offer ? { time_slot: toTimeSlotResponse(offer, isMine, now) } : {};
  }
}

function startsOf(offers: readonly FreeOffer[]) {
  return offers.map(({ refId, startsAt }) => ({ time_slot: refId, start_time: startsAt }));
}
