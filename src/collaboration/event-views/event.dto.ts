import {
  BooleanField,
  EnumField,
  IdField,
  InstantField,
  IntField,
  MoneyField,
  NestedField,
  PercentField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { decimalFrom, percentFrom } from '../../shared/money.js';
import type { EventVisibility } from '../model/event-visibility.rules.js';
import { EVENT_CATEGORIES, EVENT_STATUSES } from '../model/event.entity.js';
import type { EventRow } from '../model/event.sql.js';
import { MemberResponse } from '../model/references.dto.js';
import { RefundStepBody, refundSteps } from '../../booking/booking.api.js';

/** An event of either kind; some values have two names, one for clients of each kind. */
export class EventResponse {
  @IdField()
  id: number;

  @EnumField(['gathering', 'ticketed'], { example: 'ticketed' })
  kind: string;

  @TextField({ example: 'Advanced Python Workshop' })
  title: string;

  @TextField({ min: 0, example: 'Learn advanced Python concepts' })
  description: string;

  @EnumField(EVENT_CATEGORIES, { nullable: true, example: 'workshop' })
  category: string | null;

  @NestedField(() => MemberResponse)
  creator: MemberResponse;

  @IdField({ description: 'Id of the creator.' })
  organizer: number;

  @TextField({ example: 'Ada Lovelace' })
  organizer_name: string;

  @TextField({ min: 0, example: 'Library, room 2' })
  location: string;

  @BooleanField({ example: false })
  is_online: boolean;

  @TextField({ min: 0, description: 'Empty to those who do not take part.', example: '' })
  online_url: string;

  @EnumField(EVENT_STATUSES, { description: 'By the clock.', example: 'published' })
  status: string;

  @EnumField(['public', 'invited'], { example: 'public' })
  visibility: EventVisibility;

  @InstantField()
  date: Date;

  @InstantField({ description: 'The same as `date`.' })
  start_date: Date;

  @InstantField({ example: '2026-03-01T11:00:00Z' })
  end_date: Date;

  @TextField({
    description:
      'IANA name of the zone it takes place in: on its clock tickets and mails write its times first.',
    example: 'Europe/Berlin',
  })
  timezone: string;

  @InstantField({ nullable: true, example: null })
  registration_deadline: Date | null;

  @IntField({ min: 1, nullable: true, description: 'Null is unlimited.', example: 50 })
  max_participants: number | null;

  @IntField({ min: 1, nullable: true, description: 'The same as `max_participants`.', example: 50 })
  max_attendees: number | null;

  @IntField({ min: 0, description: 'Tickets of confirmed bookings.', example: 12 })
  current_participants: number;

  @IntField({ min: 0, description: 'The same as `current_participants`.', example: 12 })
  attendees_count: number;

  @IntField({
    min: 0,
    nullable: true,
    description: 'Seats neither held nor sold; null is unlimited.',
    example: 38,
  })
  available_spots: number | null;

  @BooleanField({ description: 'Whether a seat can be had now.', example: true })
  is_registration_open: boolean;

  @MoneyField({ description: 'Of one ticket.' })
  price: string;

  @TextField({ example: 'USD' })
  currency: string;

  @PercentField({ description: 'Of the tax that the price includes.' })
  tax_rate: string;

  @NestedField(() => RefundStepBody, {
    many: true,
    nullable: true,
    description: 'What who cancels gets back, by the hours left before the start; null for gatherings.',
  })
  refund_policy: RefundStepBody[] | null;

  @TextField({ nullable: true, description: 'Address of the picture.', example: null })
  cover_image: string | null;

  @TextField({ min: 0, example: 'python, programming' })
  tags: string;

  @InstantField()
  created_at: Date;

  @InstantField()
  updated_at: Date;
}

export interface EventViewer {
  caller: { id: number; isAdmin: boolean } | null;
  now: Date;
  creator: MemberResponse;
  organizerName: string;
  coverImage: string | null;
}

export function toEventResponse(row: EventRow, viewer: EventViewer): EventResponse {
  const { event, taken, confirmed, waiting, takesPart } = row;
  const { caller, now, creator, organizerName, coverImage } = viewer;
  const { id, kind, title, description, category, location, visibility, currency, tags } = event;
  const spots = event.capacity === null ? null : Math.max(0, event.capacity - taken);
  const seesLink = takesPart || (caller !== null && event.isOrganizedBy(caller));
  return {
    ...{ id, kind, title, description, category, creator },
    organizer: event.organizerId,
    organizer_name: organizerName,
    location,
    is_online: event.isOnline,
    online_url: seesLink ? event.onlineUrl : '',
    status: event.statusAt(now),
    visibility,
    date: event.startsAt,
    start_date: event.startsAt,
    end_date: event.endsAt,
    timezone: event.timezone,
    registration_deadline: event.registrationDeadline,
    max_participants: event.capacity,
    max_attendees: event.capacity,
    current_participants: confirmed,
    attendees_count: confirmed,
    available_spots: spots,
    is_registration_open: event.state === 'open' && now < event.closesAt && spots !== 0 && waiting === 0,
    price: decimalFrom(event.priceCents),
    currency,
    tax_rate: percentFrom(event.taxRate),
    refund_policy: event.kind === 'gathering' ? null : refundSteps(event.refundPolicy),
    cover_image: coverImage,
    tags,
    created_at: event.createdAt,
    updated_at: event.updatedAt,
  };
}
