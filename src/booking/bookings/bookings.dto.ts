import type { Caller } from '../../platform/auth/caller.js';
import { Checked } from '../../platform/http/fields/checked.js';
import { fieldsOf } from '../../platform/http/fields/field.js';
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
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import { decimalFrom } from '../../shared/money.js';
import { RefundQuoteResponse, toRefundQuote } from '../offers/refund-steps.dto.js';
import { offerBody, SlotCategoryResponse, toCategoryResponse } from '../offers/offer-body.dto.js';
import { NEXT_STEPS, nextStep, type NextStep } from './booking-permissions.policy.js';
import { BOOKING_STATUSES, live, type BookingStatus } from '../model/booking-clock.rules.js';
import { refundQuote, wholeRefundQuote } from '../model/refund.policy.js';
import type { BookingWithOffer } from '../model/booking-columns.sql.js';
import { BOOKING_KINDS, type BookingKind } from '../model/booking.entity.js';
import { APART, namingProblems, type OfferProfile, type ShownApart } from '../model/offer-profile.rules.js';

export const BOOKING_ROLES = ['booker', 'host'] as const;
export type BookingRole = (typeof BOOKING_ROLES)[number];

@Checked<BookRequest>((sent, { isAtFault }) => {
  const means = fieldsOf(BookRequest).filter(({ options }) => options.means === 'offer');
  const names = means.map(({ name }) => name);
  return isAtFault(...names) ? {} : namingProblems(names, sent);
})
export class BookRequest {
  @IdField({ means: 'offer', optional: true, description: 'The time slot to book.' })
  time_slot?: number;

  @IdField({
    means: 'offer',
    optional: true,
    description: 'The ticketed event to book; not together with `time_slot`.',
  })
  event?: number;

  @IntField({
    means: 'quantity',
    min: 1,
    max: 10,
    optional: true,
    default: 1,
    description: 'Seats of an event; a slot is one.',
  })
  number_of_tickets: number;

  @TextField({ max: 2000, multiline: true, optional: true, default: '', example: 'Need vegetarian meals' })
  special_requirements: string;
}

class BookingsQuery extends ListQuery {
  @EnumField(BOOKING_KINDS, {
    optional: true,
    description: 'Only what is of this kind.',
    example: BOOKING_KINDS[1],
  })
  kind?: BookingKind;

  @EnumField(BOOKING_ROLES, {
    optional: true,
    description: 'Whether the person booked it, as is meant by default, or is its host.',
    example: 'host',
  })
  role?: BookingRole;
}

export class CancelRequest {
  @TextField({ max: 500, multiline: true, optional: true, nullable: true, example: 'I am ill.' })
  reason?: string | null;
}

@SortedBy(['registered_at', 'created_at', 'start_time'])
export class OwnBookingsQuery extends BookingsQuery {
  @IdField({ optional: true, description: 'Only bookings of this event.' })
  event?: number;

  @EnumField(BOOKING_STATUSES, { optional: true })
  status?: BookingStatus;
}

@SortedBy(['registered_at', 'created_at', 'start_time'])
export class UserBookingsQuery extends BookingsQuery {
  @EnumField(['upcoming', 'past'], { optional: true, description: 'Split by the end.' })
  status?: 'upcoming' | 'past';

  @BooleanField({ default: false, description: 'Cancelled and expired ones too.' })
  include_cancelled: boolean;
}

@SortedBy(['registered_at', 'created_at', 'start_time'])
export class AdminBookingsQuery extends BookingsQuery {
  @DateField({ optional: true, description: 'The day on which the booked time starts, in `X-Timezone`.' })
  date?: string;

  @TextField({
    max: 150,
    optional: true,
    description: 'Part of the booker’s username, with `role=host` of the host’s.',
    example: 'ada',
  })
  user?: string;

  @IdField({ optional: true })
  category?: number;
}

class BookingBody {
  @IdField()
  id: number;

  @EnumField(BOOKING_KINDS, { example: BOOKING_KINDS[0] })
  kind: BookingKind;

  @IdField({ nullable: true, description: 'Null for what is no ticket.', example: null })
  event: number | null;

  @TextField({ nullable: true, example: null })
  event_title: string | null;

  @TextField({ min: 0, example: 'John Doe' })
  user_name: string;

  @EnumField(BOOKING_STATUSES, { example: 'confirmed' })
  status: BookingStatus;

  @IntField({ min: 1, example: 1 })
  number_of_tickets: number;

  @MoneyField({ example: '0.00' })
  total_price: string;

  @TextField({ min: 3, max: 3, example: 'USD' })
  currency: string;

  @TextField({ min: 0, example: '' })
  special_requirements: string;

  @NestedField(offerBody('time_slot'), { nullable: true })
  time_slot: object | null;

  @NestedField(offerBody(APART), { nullable: true })
  appointment: object | null;

  @InstantField()
  start_time: Date;

  @InstantField({ example: '2026-03-01T10:00:00Z' })
  end_time: Date;

  @InstantField({ nullable: true, description: 'Until when a pending booking keeps its claim.', example: null })
  expires_at: Date | null;

  @EnumField(NEXT_STEPS, {
    nullable: true,
    description: 'What is left to do until it is firm; null where nothing is, or its host has to confirm it.',
    example: null,
  })
  next: NextStep | null;

  @NestedField(() => RefundQuoteResponse, {
    nullable: true,
    description:
      'What comes back if you cancel: to who booked by the policy, to all others everything that is left; ' +
      'null where nothing was paid.',
  })
  refund_quote: RefundQuoteResponse | null;

  @InstantField({ nullable: true, example: null })
  checked_in_at: Date | null;

  @InstantField({ example: '2026-02-01T12:00:00Z' })
  registered_at: Date;

  @InstantField({ nullable: true, example: '2026-02-01T12:00:00Z' })
  confirmed_at: Date | null;

  @InstantField({ nullable: true, example: null })
  cancelled_at: Date | null;

  @InstantField({ example: '2026-02-01T12:00:00Z' })
  created_at: Date;
}

export class BookingResponse extends BookingBody {
  @IdField({ nullable: true, description: 'Who booked; null without an account.' })
  user: number | null;
}

export class BookerResponse {
  @IdField()
  id: number;

  @TextField({ example: 'john' })
  username: string;

  @TextField({ nullable: true, description: 'Null for an erased account.', example: 'john@example.com' })
  email: string | null;
}

export class AdminBookingResponse extends BookingBody {
  @NestedField(() => BookerResponse, { nullable: true })
  user: BookerResponse | null;

  @NestedField(() => SlotCategoryResponse, { nullable: true })
  category: SlotCategoryResponse | null;
}

export interface Viewer {
  caller: Pick<Caller, 'id'>;
  now: Date;
}

export function toBookingResponse(
  reserved: BookingWithOffer,
  bookerName: string,
  viewer: Viewer,
  profile: OfferProfile,
  apart?: ShownApart,
): BookingResponse {
  return { ...toBody(reserved, bookerName, viewer, profile, apart), user: reserved.booking.personId };
}

export function toAdminBookingResponse(
  reserved: BookingWithOffer,
  booker: (BookerResponse & { fullName: string }) | null,
  viewer: Viewer,
  profile: OfferProfile,
  apart?: ShownApart,
): AdminBookingResponse {
  const { offer } = reserved;
  return {
    ...toBody(reserved, booker?.fullName ?? '', viewer, profile, apart),
    user: booker && { id: booker.id, username: booker.username, email: booker.email },
    category: offer && toCategoryResponse(offer),
  };
}

function toBody(
  { booking, offer }: BookingWithOffer,
  bookerName: string,
  { caller, now }: Viewer,
  profile: OfferProfile,
  apart?: ShownApart,
): BookingBody {
  const status = booking.statusAt(now);
  const isBooker = booking.personId === caller.id;
  const isLive = live.has(status);
  const isMine = isBooker && isLive;
  const shown = profile.show({ refId: booking.refId, offer, isMine, now });
  const quote = isBooker
    ? refundQuote({ ...booking, policy: booking.refundPolicy, at: now })
    : wholeRefundQuote(booking);
  const { event = null, event_title = null, time_slot = null } = shown;
  return {
    id: booking.id,
    kind: booking.kind,
    event,
    event_title,
    user_name: apart?.bookerName ?? bookerName,
    status,
    number_of_tickets: booking.quantity,
    total_price: decimalFrom(booking.priceCents),
    currency: booking.currency,
    special_requirements: booking.specialRequirements,
    time_slot,
    appointment: apart?.appointment ?? null,
    start_time: booking.startsAt,
    end_time: booking.endsAt,
    expires_at: status === 'pending' ? booking.expiresAt : null,
    next: nextStep({ ...booking, status }, isBooker),
    refund_quote: isLive && quote ? toRefundQuote(quote) : null,
    checked_in_at: booking.checkedInAt,
    registered_at: booking.registeredAt,
    confirmed_at: booking.confirmedAt,
    cancelled_at: booking.cancelledAt,
    created_at: booking.registeredAt,
  };
}
