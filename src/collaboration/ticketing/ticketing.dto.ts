import { BOOKING_STATUSES, type BookingStatus } from '../../booking/booking.api.js';
import {
  EnumField,
  IdField,
  InstantField,
  IntField,
  NumberField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';

export class CancelEventRequest {
  @TextField({
    max: 500,
    multiline: true,
    optional: true,
    nullable: true,
    description: 'Told to everybody who booked.',
    example: 'The hall is flooded.',
  })
  reason?: string | null;
}

@SortedBy(['registered_at'])
export class AttendeesQuery extends ListQuery {}

/** The organizer's list has all fields, that of those who take part names alone. */
export class AttendeeResponse {
  @IdField({ optional: true, description: 'Of the booking.' })
  id?: number;

  @IdField()
  user: number;

  @TextField({ min: 0, example: 'John Doe' })
  user_name: string;

  @IntField({ min: 1, optional: true, example: 1 })
  number_of_tickets?: number;

  @EnumField(BOOKING_STATUSES, { optional: true, example: 'confirmed' })
  status?: BookingStatus;

  @InstantField({ optional: true, nullable: true, example: null })
  checked_in_at?: Date | null;

  @InstantField({ optional: true, example: '2026-02-01T12:00:00Z' })
  registered_at?: Date;
}

export class AttendeesCountResponse {
  @IntField({ min: 0, description: 'Tickets of confirmed bookings.', example: 12 })
  count: number;
}

@SortedBy(['registered_at'])
export class EventBookingsQuery extends ListQuery {
  @EnumField(BOOKING_STATUSES, { optional: true })
  status?: BookingStatus;
}

export class EventStatisticsResponse {
  @IntField({ min: 0, description: 'Tickets of confirmed bookings.', example: 12 })
  total_attendees: number;

  @IntField({
    min: 0,
    nullable: true,
    description: 'Seats neither held nor sold; null is unlimited.',
    example: 38,
  })
  available_spots: number | null;

  @IntField({ min: 0, description: 'Parties that wait.', example: 0 })
  waitlist_count: number;

  @IntField({ min: 0, description: 'Tickets whose holders came.', example: 10 })
  checked_in_count: number;

  @IntField({ min: 0, example: 4 })
  reviews_count: number;

  @NumberField({ min: 0, max: 5, description: '0 without reviews.', example: 4.5 })
  average_rating: number;

  @NumberField({ min: 0, max: 5, description: 'Of the reviews by people who were there.', example: 4.7 })
  average_rating_attended: number;

  @NumberField({
    nullable: true,
    description:
      'What was paid and not given back, in the event’s currency; null to all but the organizer and admins.',
    example: 359.88,
  })
  total_revenue: number | null;
}

export class AnnouncementRequest {
  @TextField({ max: 200, example: 'Another room' })
  subject: string;

  @TextField({ max: 5000, multiline: true, example: 'We have moved to the big hall. See you there!' })
  message: string;
}

@SortedBy(['created_at'])
export class AnnouncementsQuery extends ListQuery {}

class AnnouncementBody {
  @IdField()
  id: number;

  @IdField()
  event: number;

  @TextField({ example: 'Another room' })
  subject: string;

  @TextField({ example: 'We have moved to the big hall. See you there!' })
  message: string;

  @InstantField({ example: '2026-02-20T12:00:00Z' })
  created_at: Date;
}

export class AnnouncementResponse extends AnnouncementBody {
  @IntField({ min: 0, description: 'How many people are told.', example: 12 })
  recipients: number;
}

export class SentAnnouncementResponse extends AnnouncementBody {
  @IntField({
    min: 0,
    nullable: true,
    description: 'How many people were told; null where that was not kept.',
    example: 12,
  })
  recipients: number | null;
}
