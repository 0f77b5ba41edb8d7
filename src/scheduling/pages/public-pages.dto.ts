import { RefundStepBody, refundSteps } from '../../booking/booking.api.js';
import {
  BooleanField,
  DateField,
  EnumField,
  IdField,
  InstantField,
  IntField,
  MoneyField,
  NestedField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { Checked } from '../../platform/http/fields/checked.js';
import { decimalFrom } from '../../shared/money.js';
import { isTooFarAway } from '../../shared/time-range.js';
import { LOCATION_TYPES, type EventType } from '../event-types/event-type.entity.js';
import { CustomQuestionResponse } from '../event-types/event-types.dto.js';
import { SlotsQuery, SlotsResponse } from '../slot-lists/slot-lists.dto.js';

const TWO_MONTHS_MS = 63 * 86_400_000;
const TOO_FAR = ['It is too far away.'];
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;

/** The slots' query, and what the addresses of the page say. */
@Checked<BookingPageQuery>(({ month, date, start_time }) => ({
  ...(month !== undefined && hasNoNextMonth(new Date(`${month}-01`)) && { month: TOO_FAR }),
  ...(date !== undefined && hasNoNextMonth(new Date(date)) && { date: TOO_FAR }),
  ...(start_time !== undefined && hasNoNextMonth(start_time) && { start_time: TOO_FAR }),
}))
export class BookingPageQuery extends SlotsQuery {
  @TextField({
    ...{ optional: true, max: 7, pattern: MONTH, example: '2026-03' },
    description: 'In place of `start_date` and `end_date`: this month and the next.',
  })
  month?: string;

  @DateField({ optional: true, example: '2026-03-02', description: 'A day of such a month.' })
  date?: string;

  @InstantField({
    optional: true,
    example: '2026-03-02T09:00:00Z',
    description: 'A start in such a month; it is explained, too.',
  })
  start_time?: Date;
}

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

/** Pages show a month, and know the one after it. */
export function hasNoNextMonth(day: Date): boolean {
  return isTooFarAway(new Date(day.getTime() + TWO_MONTHS_MS));
}
