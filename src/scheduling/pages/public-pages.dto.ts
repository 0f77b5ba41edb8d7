import { RefundStepBody, refundSteps } from '../../booking/booking.api.js';
import {
  BooleanField,
  EnumField,
  IdField,
  IntField,
  MoneyField,
  NestedField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { decimalFrom } from '../../shared/money.js';
import { LOCATION_TYPES, type EventType } from '../event-types/event-type.entity.js';
import { CustomQuestionResponse } from '../event-types/event-types.dto.js';
import { SlotsResponse } from '../slot-lists/slot-lists.dto.js';

export class PublicOrganizerResponse {
  @TextField({ example: 'olivia' })
  slug: string;

  @TextField({ min: 0, example: 'Olivia Organizer' })
  full_name: string;

  @TextField({ min: 0, example: 'Teaches yoga.' })
  bio: string;

  @TextField({ nullable: true, example: null })
  avatar: string | null;

  @TextField({ min: 0, example: 'https://example.org' })
  website: string;

  @TextField({ min: 0, example: 'The Yoga Room' })
  organization: string;

  @TextField({ example: 'Europe/Berlin' })
  timezone: string;
}

export class PublicTypeResponse {
  @IdField()
  id: number;

  @TextField({ example: 'introduction' })
  slug: string;

  @TextField({ example: 'Introduction' })
  name: string;

  @TextField({ min: 0, example: 'Half an hour to get to know each other' })
  description: string;

  @IntField({ example: 30 })
  duration: number;

  @IntField({ many: true, example: [30, 60] })
  duration_options: number[];

  @MoneyField({ example: '0.00', description: 'Of a seat.' })
  price: string;

  @TextField({ example: 'USD' })
  currency: string;

  @IntField({ example: 1 })
  max_attendees: number;

  @EnumField(LOCATION_TYPES, { example: 'video' })
  location_type: string;

  @TextField({ example: '#2563eb' })
  color: string;

  @BooleanField({ example: false })
  requires_confirmation: boolean;

  @TextField({ example: 'https://example.org/olivia/introduction' })
  booking_url: string;
}

export class OrganizerPageResponse {
  @NestedField(() => PublicOrganizerResponse)
  organizer: PublicOrganizerResponse;

  @NestedField(() => PublicTypeResponse, { many: true, maxItems: 200 })
  event_types: PublicTypeResponse[];
}

/** `duration` is the one that is asked for. */
export class BookedTypeResponse extends PublicTypeResponse {
  @NestedField(() => CustomQuestionResponse, { many: true })
  custom_questions: CustomQuestionResponse[];

  @IntField({ example: 0, description: 'In minutes.' })
  minimum_notice: number;

  @IntField({ example: 0 })
  cancellation_notice: number;

  @NestedField(() => RefundStepBody, { many: true })
  refund_policy: RefundStepBody[];
}

export class BookingPageResponse extends SlotsResponse {
  @NestedField(() => BookedTypeResponse)
  declare event_type: BookedTypeResponse;
}

export function toPublicType(type: EventType, page: string): PublicTypeResponse {
  const { id, slug, name, description, duration, currency, color } = type;
  return {
    ...{ id, slug, name, description, duration },
    duration_options: type.durationOptions,
    price: decimalFrom(type.priceCents),
    currency,
    max_attendees: type.maxAttendees,
    location_type: type.locationType,
    color,
    requires_confirmation: type.requiresConfirmation,
    booking_url: `${page}/${slug}`,
  };
}

export function toBookedType(type: EventType, duration: number, page: string): BookedTypeResponse {
  return {
    ...toPublicType(type, page),
    duration,
    custom_questions: type.customQuestions,
    minimum_notice: type.minimumNotice,
    cancellation_notice: type.cancellationNotice,
    refund_policy: refundSteps(type.refundPolicy),
  };
}
