import {
  bookable,
  seatsAvailable,
  ShowsOffer,
  SlotCategoryResponse,
  toCategoryResponse,
  type OfferData,
} from '../../booking/booking.api.js';
import {
  BooleanField,
  IdField,
  InstantField,
  IntField,
  NestedField,
} from '../../platform/http/fields/fields.js';

/** A time slot as everybody signed in sees it. */
@ShowsOffer('time_slot')
export class TimeSlotResponse {
  @IdField()
  id: number;

  @InstantField()
  start_time: Date;

  @InstantField({ example: '2026-03-01T10:00:00Z' })
  end_time: Date;

  @NestedField(() => SlotCategoryResponse, { nullable: true })
  category: SlotCategoryResponse | null;

  @IntField({ min: 1, nullable: true, description: 'Seats; null is unlimited.', example: 1 })
  capacity: number | null;

  @IntField({ min: 0, nullable: true, example: 1 })
  seats_available: number | null;

  @BooleanField({ description: 'Can be booked now.', example: true })
  is_available: boolean;

  @BooleanField({ description: 'No seat is left.', example: false })
  is_booked: boolean;

  @BooleanField({ example: false })
  booked_by_me: boolean;

  @InstantField()
  created_at: Date;

  @InstantField()
  updated_at: Date;
}

export type SlotOffer = Pick<
  OfferData,
  | 'refId'
  | 'labelId'
  | 'labelName'
  | 'labelColor'
  | 'state'
  | 'isBarred'
  | 'capacity'
  | 'taken'
  | 'startsAt'
  | 'endsAt'
  | 'opensAt'
  | 'closesAt'
  | 'createdAt'
  | 'updatedAt'
>;

export function toTimeSlotResponse(offer: SlotOffer, bookedByMe: boolean, now: Date): TimeSlotResponse {
  const seats = seatsAvailable(offer);
  return {
    id: offer.refId,
    start_time: offer.startsAt,
    end_time: offer.endsAt,
    category: toCategoryResponse(offer),
    capacity: offer.capacity,
    seats_available: seats,
    is_available: seats !== 0 && bookable.of(offer, now),
    is_booked: seats === 0,
    booked_by_me: bookedByMe,
    created_at: offer.createdAt,
    updated_at: offer.updatedAt,
  };
}
