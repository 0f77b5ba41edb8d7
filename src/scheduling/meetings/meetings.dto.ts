import { BOOKING_STATUSES, type BookingStatus } from '../../booking/booking.api.js';
import { MeetingReviewResponse } from '../../collaboration/collaboration.api.js';
import { EnumField, IdField, InstantField, NestedField, TextField } from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';

export class MeetingRequest {
  @TextField({ max: 200, example: 'Python Debugging Session' })
  title: string;

  @TextField({
    max: 5000,
    multiline: true,
    optional: true,
    default: '',
    example: 'Need help with a complex debugging issue',
  })
  description: string;

  @IdField({ means: 'expert', example: 2, description: 'Whom you want to meet.' })
  expert_id: number;

  @IdField({ means: 'category' })
  category_id: number;

  @InstantField({ means: 'startsAt', example: '2026-03-05T13:00:00Z' })
  scheduled_start: Date;

  @InstantField({
    means: 'endsAt',
    example: '2026-03-05T14:00:00Z',
    description: 'A quarter of an hour to four hours after the start.',
  })
  scheduled_end: Date;
}

export const MEETING_ROLES = ['requester', 'expert'] as const;
export type MeetingRole = (typeof MEETING_ROLES)[number];

@SortedBy(['created_at', 'scheduled_start'])
export class MeetingsQuery extends ListQuery {
  @EnumField(BOOKING_STATUSES, { optional: true, example: 'confirmed' })
  status?: BookingStatus;

  @EnumField(MEETING_ROLES, { optional: true, description: 'What you are in them.', example: 'requester' })
  role?: MeetingRole;
}

export class MeetingStatusRequest {
  @EnumField(BOOKING_STATUSES, {
    example: 'confirmed',
    description: '`confirmed`, `cancelled` or `completed`; a pending one that its expert cancels is declined.',
  })
  status: BookingStatus;
}

export class MeetingStatusResponse {
  @IdField({ example: 2 })
  id: number;

  @EnumField(BOOKING_STATUSES, { example: 'confirmed' })
  status: BookingStatus;

  @InstantField()
  updated_at: Date;
}

export class MeetingResponse {
  @IdField()
  id: number;

  @TextField({ example: 'JavaScript Consultation' })
  title: string;

  @TextField({ min: 0, example: 'Need help with React hooks' })
  description: string;

  @IdField()
  requester_id: number;

  @TextField({ min: 0, example: 'John Doe' })
  requester_name: string;

  @IdField({ example: 2 })
  expert_id: number;

  @TextField({ min: 0, example: 'Jane Smith' })
  expert_name: string;

  @EnumField(BOOKING_STATUSES, { example: 'confirmed' })
  status: BookingStatus;

  @IdField()
  category_id: number;

  @TextField({ example: 'Software Development' })
  category_name: string;

  @InstantField({ example: '2026-03-21T10:00:00Z' })
  scheduled_start: Date;

  @InstantField({ example: '2026-03-21T11:00:00Z' })
  scheduled_end: Date;

  @InstantField()
  created_at: Date;
}

export class MeetingDetailsResponse extends MeetingResponse {
  @NestedField(() => MeetingReviewResponse, { many: true })
  reviews: MeetingReviewResponse[];
}

/** A meeting with what its booking says of it now. */
export interface MeetingRow {
  id: number;
  title: string;
  description: string;
  categoryId: number;
  categoryName: string;
  requesterId: number;
  expertId: number;
  status: BookingStatus;
  startsAt: Date;
  endsAt: Date;
  createdAt: Date;
}

export type Names = ReadonlyMap<number, { fullName: string }>;

export function toMeetingResponse(row: MeetingRow, names: Names): MeetingResponse {
  return {
    id: row.id,
    title: row.title,
    description: row.description,
    requester_id: row.requesterId,
    requester_name: names.get(row.requesterId)?.fullName ?? '',
    expert_id: row.expertId,
    expert_name: names.get(row.expertId)?.fullName ?? '',
    status: row.status,
    category_id: row.categoryId,
    category_name: row.categoryName,
    scheduled_start: row.startsAt,
    scheduled_end: row.endsAt,
    created_at: row.createdAt,
  };
}

export function toMeetingDetails(
  row: MeetingRow,
  names: Names,
  reviews: MeetingReviewResponse[],
): MeetingDetailsResponse {
  return { ...toMeetingResponse(row, names), reviews };
}
