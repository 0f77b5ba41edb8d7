import { BOOKING_STATUSES, ShowsOffer, type BookingStatus } from '../../booking/booking.api.js';
import { Checked, type FieldsCheck } from '../../platform/http/fields/checked.js';
import {
  BooleanField,
  DateField,
  EmailField,
  EnumField,
  IdField,
  InstantField,
  IntField,
  JsonField,
  MoneyField,
  NestedField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import { isTimeZone } from '../../shared/local-days.js';
import { decimalFrom } from '../../shared/money.js';
import type { CustomAnswers } from '../event-types/custom-questions.policy.js';
import { EventTypeSummaryResponse, OrganizerSummaryResponse } from '../event-types/published-types.dto.js';
import type { Appointment } from './appointment.entity.js';

export const APPOINTMENT_STATUSES = [...BOOKING_STATUSES, 'waitlisted'] as const;
export type AppointmentStatus = (typeof APPOINTMENT_STATUSES)[number];

const PHONE = /^\+?[0-9 ()./-]*$/;
const ERASED = 'Deleted user';
const MINUTE_MS = 60_000;
const TOKEN_EXAMPLE = '1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed';

/** Needs no database. */
export const appointmentProblems: FieldsCheck<AppointmentRequest> = (
  { start_time, invitee_timezone },
  { now },
) => ({
  ...(start_time !== undefined && start_time <= now && { start_time: ['Start time must be in the future.'] }),
  ...(invitee_timezone !== undefined &&
    !isTimeZone(invitee_timezone) && {
      invitee_timezone: [`"${invitee_timezone}" is not a known time zone.`],
    }),
});

/** What is asked for, by whom. */
@Checked<AppointmentRequest>(appointmentProblems)
export class AppointmentRequest {
  @TextField({ max: 150, example: 'olivia', description: 'Whose booking page it is.' })
  organizer_slug: string;

  @TextField({ max: 150, example: 'intro' })
  event_type_slug: string;

  @InstantField({
    means: 'startsAt',
    description: 'One that the slots of the event type list.',
    example: '2026-03-02T13:00:00Z',
  })
  start_time: Date;

  @IntField({ min: 1, max: 1440, optional: true, description: 'One of its `duration_options`, in minutes.' })
  duration?: number;

  @TextField({ max: 200, example: 'Grace Hopper' })
  invitee_name: string;

  @EmailField({ example: 'grace@example.org' })
  invitee_email: string;

  @TextField({ max: 30, optional: true, nullable: true, pattern: PHONE, example: '+12025550123' })
  invitee_phone?: string | null;

  @TextField({ max: 64, min: 1, default: 'UTC', example: 'America/New_York', description: 'IANA time zone.' })
  invitee_timezone: string;

  @IntField({ min: 1, max: 10_000, default: 1, description: 'Seats of a group session.', example: 1 })
  attendee_count: number;

  @JsonField({ optional: true, default: {}, description: 'By the keys of its questions.', example: {} })
  custom_answers: Record<string, unknown>;

  @BooleanField({ default: false, description: 'Where a session is full: to wait for seats.' })
  join_waitlist: boolean;
}

@SortedBy(['created_at', 'start_time'])
export class AppointmentsQuery extends ListQuery {
  @EnumField(BOOKING_STATUSES, { optional: true, example: 'confirmed' })
  status?: BookingStatus;

  @IdField({ optional: true, description: 'Only of this event type.' })
  event_type?: number;

  @DateField({ optional: true, description: 'The first day of the start, in `X-Timezone`.' })
  start_date?: string;

  @DateField({ optional: true, description: 'The last day of it.', example: '2026-03-31' })
  end_date?: string;

  @TextField({ max: 200, optional: true, description: 'Part of a name or an address.', example: 'grace' })
  search?: string;
}

export class AppointmentAttendeeResponse {
  @TextField({ example: 'Grace Hopper' })
  name: string;

  @EmailField({ nullable: true, example: 'grace@example.org' })
  email: string | null;
}

/** An appointment as both sides and admins see it; the key to it is its invitee's. */
@ShowsOffer('appointment')
export class AppointmentBody {
  @IdField({ nullable: true, description: 'Of its booking; null while it only waits for seats.' })
  id: number | null;

  @EnumField(['appointment'], { example: 'appointment' })
  kind: 'appointment';

  @EnumField(APPOINTMENT_STATUSES, { example: 'confirmed' })
  status: AppointmentStatus;

  @NestedField(() => OrganizerSummaryResponse)
  organizer: OrganizerSummaryResponse;

  @NestedField(() => EventTypeSummaryResponse)
  event_type: EventTypeSummaryResponse;

  @InstantField()
  start_time: Date;

  @InstantField({ example: '2026-03-01T09:30:00Z' })
  end_time: Date;

  @TextField({ example: 'Grace Hopper' })
  invitee_name: string;

  @EmailField({ nullable: true, description: 'Null for an erased account.', example: 'grace@example.org' })
  invitee_email: string | null;

  @TextField({ nullable: true, example: '+12025550123' })
  invitee_phone: string | null;

  @TextField({ example: 'America/New_York' })
  invitee_timezone: string;

  @IntField({ min: 1, example: 1 })
  attendee_count: number;

  @NestedField(() => AppointmentAttendeeResponse, {
    many: true,
    description: 'Those who gave a name, the invitee first.',
  })
  attendees: AppointmentAttendeeResponse[];

  @JsonField({ example: { topic: 'Compilers' } })
  custom_answers: CustomAnswers;

  @TextField({ min: 0, example: 'https://meet.example.org/ada' })
  location: string;

  @MoneyField({ example: '0.00' })
  total_price: string;

  @TextField({ min: 3, max: 3, example: 'USD' })
  currency: string;

  @MoneyField({ example: '0.00' })
  amount_paid: string;

  @MoneyField({ example: '0.00' })
  amount_refunded: string;

  @InstantField({ nullable: true, description: 'Until when a pending one keeps its time.', example: null })
  expires_at: Date | null;

  @TextField({ nullable: true, example: null })
  cancel_reason: string | null;

  @IntField({ min: 1, nullable: true, example: null })
  waitlist_position: number | null;

  @IntField({ min: 0, example: 0 })
  reschedule_count: number;

  @InstantField({ example: '2026-02-01T12:00:00Z' })
  created_at: Date;

  @InstantField({ example: '2026-02-01T12:00:00Z' })
  updated_at: Date;
}

/** As its invitee sees it. */
export class AppointmentResponse extends AppointmentBody {
  @TextField({ description: 'The key to it: whoever has it may change it.', example: TOKEN_EXAMPLE })
  access_token: string;

  @TextField({ example: `https://example.org/manage/${TOKEN_EXAMPLE}` })
  manage_url: string;
}

/** An appointment with what its booking says of it now. */
export interface AppointmentRow extends Omit<Appointment, 'id' | 'remindedFor' | 'bookedFrom' | 'updatedAt'> {
  id: number | null;
  eventTypeId: number;
  organizerSlug: string;
  organizerName: string;
  organizerTimezone: string;
  personId: number | null;
  hostId: number;
  offerId: number | null;
  /** By the clock. */
  status: AppointmentStatus;
  startsAt: Date;
  endsAt: Date;
  quantity: number;
  priceCents: number;
  currency: string;
  paidCents: number;
  refundedCents: number;
  expiresAt: Date | null;
  cancelReason: string | null;
  rescheduleCount: number;
  accessToken: string;
  /** It was never held, nor asked for. */
  isFirmFromTheStart: boolean;
  createdAt: Date;
  changedAt: Date;
}

export function toAppointmentBody(
  row: AppointmentRow,
  waitlistPosition: number | null = null,
): AppointmentBody {
  const invitee = { name: row.inviteeName || ERASED, email: row.inviteeEmail };
  return {
    id: row.id,
    kind: 'appointment',
    status: row.status,
    organizer: { slug: row.organizerSlug, full_name: row.organizerName, timezone: row.organizerTimezone },
    event_type: {
      ...{ id: row.eventTypeId, slug: row.typeSlug, name: row.typeName },
      duration: Math.round((row.endsAt.getTime() - row.startsAt.getTime()) / MINUTE_MS),
    },
    start_time: row.startsAt,
    end_time: row.endsAt,
    invitee_name: invitee.name,
    invitee_email: invitee.email,
    invitee_phone: row.inviteePhone,
    invitee_timezone: row.inviteeTimezone,
    attendee_count: row.quantity,
    attendees: [invitee, ...row.guests],
    custom_answers: row.customAnswers,
    location: row.location,
    total_price: decimalFrom(row.priceCents),
    currency: row.currency,
    amount_paid: decimalFrom(row.paidCents),
    amount_refunded: decimalFrom(row.refundedCents),
    expires_at: row.status === 'pending' ? row.expiresAt : null,
    cancel_reason: row.cancelReason,
    waitlist_position: waitlistPosition,
    reschedule_count: row.rescheduleCount,
    created_at: row.createdAt,
    updated_at: row.changedAt,
  };
}

export function toAppointmentResponse(
  row: AppointmentRow,
  frontendUrl: string,
  waitlistPosition: number | null = null,
): AppointmentResponse {
  return {
    ...toAppointmentBody(row, waitlistPosition),
    access_token: row.accessToken,
    manage_url: manageUrl(frontendUrl, row.accessToken),
  };
}

export function manageUrl(frontendUrl: string, accessToken: string): string {
  return `${frontendUrl}/manage/${accessToken}`;
}
