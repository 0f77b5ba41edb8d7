import { MAX_REFUND_STEPS, refundPolicyOf, RefundStepBody, refundSteps } from '../../booking/booking.api.js';
import { Checked, type WellFormedness } from '../../platform/http/fields/checked.js';
import {
  BooleanField,
  DateField,
  EnumField,
  IdField,
  InstantField,
  IntField,
  MoneyField,
  NestedField,
  PartialOf,
  TextField,
} from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import type { FieldErrors } from '../../shared/errors.js';
import { centsFrom, decimalFrom } from '../../shared/money.js';
import { MAX_SLUG, SLUG } from '../../shared/texts.js';
import { QUESTION_TYPES, type CustomQuestion, type QuestionType } from './custom-questions.policy.js';
import { DEFAULT_TYPE_COLOR, typeProblems, type EventTypeInput } from './event-type-terms.policy.js';
import {
  LOCATION_TYPES,
  WINDOW_TYPES,
  type EventType,
  type LocationType,
  type WindowType,
} from './event-type.entity.js';

const DAY = 1_440;
const YEAR = 365 * DAY;
const MAX_DAYS_AHEAD = 3_650;
const MAX_OPTIONS = 10;
const MAX_QUESTIONS = 20;
const MAX_CHOICES = 50;
const MAX_SEATS = 10_000;
const COLOR = /^#[0-9A-Fa-f]{6}$/;
const CURRENCY = /^[A-Za-z]{3}$/;
const KEY = /^[A-Za-z][A-Za-z0-9_-]*$/;

const minutes = (max: number, min = 0) => ({ min, max, optional: true, example: min });
const limit = { min: 1, max: 10_000, optional: true, nullable: true, example: null };

export class CustomQuestionBody {
  @TextField({ max: 50, pattern: KEY, example: 'topic', description: 'Names the answer in `custom_answers`.' })
  key: string;

  @TextField({ max: 200, example: 'What is it about?' })
  label: string;

  @EnumField(QUESTION_TYPES, { example: 'select' })
  type: QuestionType;

  @BooleanField({
    default: false,
    example: false,
    description: 'A checkbox that is required has to be ticked.',
  })
  required: boolean;

  @TextField({
    many: true,
    min: 1,
    max: 200,
    maxItems: MAX_CHOICES,
    optional: true,
    example: ['Help', 'Ideas'],
  })
  options?: string[];
}

/** What is not sent has its default; all lengths are in minutes. */
@Checked<EventTypeRequest>(problemsOf)
export class EventTypeRequest {
  @TextField({ max: 200, example: 'Introduction' })
  name: string;

  @TextField({
    min: 1,
    max: MAX_SLUG,
    optional: true,
    pattern: SLUG,
    example: 'introduction',
    description: 'Of the page; made of the name, and numbered, unless it is given.',
  })
  slug?: string;

  @TextField({
    max: 10_000,
    multiline: true,
    optional: true,
    example: 'Half an hour to get to know each other',
  })
  description?: string;

  @IntField({ min: 1, max: DAY, example: 30 })
  duration: number;

  @IntField({
    many: true,
    min: 1,
    max: DAY,
    maxItems: MAX_OPTIONS,
    optional: true,
    example: [30, 60],
    description: 'What an invitee may choose, `duration` among them; empty for that alone.',
  })
  duration_options?: number[];

  @IntField({
    ...minutes(DAY, 1),
    nullable: true,
    example: 30,
    description: 'From one start to the next; the duration until it is set, and again with null.',
  })
  slot_interval?: number | null;

  @IntField(minutes(DAY))
  buffer_before?: number;

  @IntField(minutes(DAY))
  buffer_after?: number;

  @IntField(minutes(YEAR))
  minimum_notice?: number;

  @IntField(minutes(YEAR))
  cancellation_notice?: number;

  @EnumField(WINDOW_TYPES, {
    optional: true,
    example: 'days',
    description: 'At first `range` where a start or an end is sent, else `days`.',
  })
  booking_window_type?: WindowType;

  @IntField({ min: 0, max: MAX_DAYS_AHEAD, optional: true, example: 60, description: 'Today is day 0.' })
  booking_window_days?: number;

  @DateField({ optional: true, nullable: true, example: null, description: 'The host’s dates, both included.' })
  booking_window_start?: string | null;

  @DateField({ optional: true, nullable: true, example: null })
  booking_window_end?: string | null;

  @IntField(limit)
  max_bookings_per_day?: number | null;

  @IntField(limit)
  max_bookings_per_week?: number | null;

  @IntField({ min: 1, max: MAX_SEATS, optional: true, example: 1, description: 'Seats of each session.' })
  max_attendees?: number;

  @EnumField(LOCATION_TYPES, { optional: true, example: 'video' })
  location_type?: LocationType;

  @TextField({
    max: 500,
    optional: true,
    example: 'https://meet.example.org/olivia',
    description: 'Told to who booked.',
  })
  location?: string;

  @BooleanField({ optional: true, example: false })
  requires_confirmation?: boolean;

  @MoneyField({ means: 'priceCents', optional: true, example: '0.00', description: 'Of a seat.' })
  price?: string;

  @TextField({ min: 3, max: 3, optional: true, pattern: CURRENCY, description: 'ISO 4217.', example: 'USD' })
  currency?: string;

  @NestedField(() => RefundStepBody, {
    many: true,
    maxItems: MAX_REFUND_STEPS,
    optional: true,
    nullable: true,
    description:
      'What who cancels gets back; null is all until a week before, half until a day before. For new bookings.',
  })
  refund_policy?: RefundStepBody[] | null;

  @BooleanField({ optional: true, example: true })
  is_active?: boolean;

  @BooleanField({ optional: true, example: true, description: 'What is not public opens by its link alone.' })
  is_public?: boolean;

  @TextField({ min: 7, max: 7, pattern: COLOR, optional: true, example: DEFAULT_TYPE_COLOR })
  color?: string;

  @NestedField(() => CustomQuestionBody, { many: true, maxItems: MAX_QUESTIONS, optional: true })
  custom_questions?: CustomQuestionBody[];
}

@Checked<EventTypeChangeRequest>(problemsOf)
export class EventTypeChangeRequest extends PartialOf(EventTypeRequest) {}

@SortedBy(['name', 'duration', 'created_at'])
export class EventTypesQuery extends ListQuery {
  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class CustomQuestionResponse {
  @TextField({ example: 'topic' })
  key: string;

  @TextField({ example: 'What is it about?' })
  label: string;

  @EnumField(QUESTION_TYPES, { example: 'select' })
  type: string;

  @BooleanField({ example: false })
  required: boolean;

  @TextField({ many: true, example: ['Help', 'Ideas'] })
  options: string[];
}

export class EventTypeResponse {
  @IdField()
  id: number;

  @TextField({ example: 'olivia' })
  organizer_slug: string;

  @TextField({ example: 'introduction' })
  slug: string;

  @TextField({ example: 'https://example.org/olivia/introduction' })
  public_url: string;

  @TextField({ example: 'Introduction' })
  name: string;

  @TextField({ min: 0, example: 'Half an hour to get to know each other' })
  description: string;

  @IntField({ example: 30 })
  duration: number;

  @IntField({ many: true, example: [30, 60] })
  duration_options: number[];

  @IntField({ example: 30 })
  slot_interval: number;

  @IntField({ example: 0 })
  buffer_before: number;

  @IntField({ example: 0 })
  buffer_after: number;

  @IntField({ example: 0 })
  minimum_notice: number;

  @IntField({ example: 0 })
  cancellation_notice: number;

  @EnumField(WINDOW_TYPES, { example: 'days' })
  booking_window_type: string;

  @IntField({ example: 60 })
  booking_window_days: number;

  @DateField({ nullable: true, example: null })
  booking_window_start: string | null;

  @DateField({ nullable: true, example: null })
  booking_window_end: string | null;

  @IntField({ nullable: true, example: null })
  max_bookings_per_day: number | null;

  @IntField({ nullable: true, example: null })
  max_bookings_per_week: number | null;

  @IntField({ example: 1 })
  max_attendees: number;

  @EnumField(LOCATION_TYPES, { example: 'video' })
  location_type: string;

  @TextField({ min: 0, example: 'https://meet.example.org/olivia' })
  location: string;

  @BooleanField({ example: false })
  requires_confirmation: boolean;

  @MoneyField({ example: '0.00' })
  price: string;

  @TextField({ example: 'USD' })
  currency: string;

  @NestedField(() => RefundStepBody, { many: true })
  refund_policy: RefundStepBody[];

  @BooleanField({ example: true })
  is_active: boolean;

  @BooleanField({ example: true })
  is_public: boolean;

  @TextField({ example: DEFAULT_TYPE_COLOR })
  color: string;

  @NestedField(() => CustomQuestionResponse, { many: true })
  custom_questions: CustomQuestionResponse[];

  @InstantField()
  created_at: Date;

  @InstantField()
  updated_at: Date;
}

/** What of it was sent, as the domain calls it. */
export function toTypeInput(sent: Partial<EventTypeRequest>): EventTypeInput {
  const { name, description, duration, location, currency } = sent;
  return {
    ...{ name, description, duration, location },
    durationOptions: sent.duration_options && [...new Set(sent.duration_options)],
    slotInterval: sent.slot_interval,
    bufferBefore: sent.buffer_before,
    bufferAfter: sent.buffer_after,
    minimumNotice: sent.minimum_notice,
    cancellationNotice: sent.cancellation_notice,
    bookingWindowType: sent.booking_window_type,
    bookingWindowDays: sent.booking_window_days,
    bookingWindowStart: sent.booking_window_start,
    bookingWindowEnd: sent.booking_window_end,
    maxBookingsPerDay: sent.max_bookings_per_day,
    maxBookingsPerWeek: sent.max_bookings_per_week,
    maxAttendees: sent.max_attendees,
    locationType: sent.location_type,
    requiresConfirmation: sent.requires_confirmation,
    priceCents: sent.price === undefined ? undefined : centsFrom(sent.price),
    currency: currency?.toUpperCase(),
    refundPolicy: refundPolicyOf(sent.refund_policy),
    isActive: sent.is_active,
    isPublic: sent.is_public,
    color: sent.color?.toLowerCase(),
    customQuestions: sent.custom_questions?.map(toQuestion),
  };
}

function toQuestion({ key, label, type, required, options = [] }: CustomQuestionBody): CustomQuestion {
  return { key, label, type, required, options };
}

function problemsOf(sent: Partial<EventTypeRequest>, { isAtFault, soundItems }: WellFormedness): FieldErrors {
  const sound = {
    ...sent,
    ...(isAtFault('custom_questions') && {
      custom_questions: soundItems<CustomQuestionBody>('custom_questions'),
    }),
    ...(isAtFault('refund_policy') && { refund_policy: soundItems<RefundStepBody>('refund_policy') }),
  };
  const input = toTypeInput(sound);
  return typeProblems(input, input);
}

export function toTypeResponse(type: EventType, organizerSlug: string, site: string): EventTypeResponse {
  const { id, slug, name, description, duration, location, currency, color } = type;
  return {
    ...{ id, organizer_slug: organizerSlug, slug, public_url: `${site}/${organizerSlug}/${slug}` },
    ...{ name, description, duration },
    duration_options: type.durationOptions,
    slot_interval: type.slotInterval ?? duration,
    buffer_before: type.bufferBefore,
    buffer_after: type.bufferAfter,
    minimum_notice: type.minimumNotice,
    cancellation_notice: type.cancellationNotice,
    booking_window_type: type.bookingWindowType,
    booking_window_days: type.bookingWindowDays,
    booking_window_start: type.bookingWindowStart,
    booking_window_end: type.bookingWindowEnd,
    max_bookings_per_day: type.maxBookingsPerDay,
    max_bookings_per_week: type.maxBookingsPerWeek,
    max_attendees: type.maxAttendees,
    location_type: type.locationType,
    location,
    requires_confirmation: type.requiresConfirmation,
    price: decimalFrom(type.priceCents),
    currency,
    refund_policy: refundSteps(type.refundPolicy),
    is_active: type.isActive,
    is_public: type.isPublic,
    color,
    custom_questions: type.customQuestions,
    created_at: type.createdAt,
    updated_at: type.updatedAt,
  };
}
