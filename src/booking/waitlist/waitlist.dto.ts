import { EnumField, IdField, InstantField, IntField, TextField } from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import { WAITLIST_STATUSES, type WaitlistStatus } from '../model/waitlist-entry.entity.js';
import type { OfferProfile } from '../model/offer-profile.rules.js';
import type { WaitlistRow } from './waitlist-rows.sql.js';

export class WaitlistRequest {
  @IdField({ description: 'The event to wait for.' })
  event: number;

  @IntField({
    means: 'quantity',
    min: 1,
    max: 10,
    optional: true,
    default: 1,
    description: 'Seats that are needed, all or none.',
  })
  number_of_tickets: number;
}

@SortedBy(['position', 'joined_at'])
export class WaitlistQuery extends ListQuery {
  @IdField({ optional: true, description: 'Only entries for this event.' })
  event?: number;
}

export class WaitlistEntryResponse {
  @IdField()
  id: number;

  @IdField({ nullable: true })
  event: number | null;

  @TextField({ example: 'Test Workshop' })
  event_title: string;

  @IdField()
  user: number;

  @TextField({ min: 0, example: 'John Doe' })
  user_name: string;

  @IntField({ min: 1, example: 1 })
  number_of_tickets: number;

  @IntField({
    min: 1,
    nullable: true,
    description: 'Rank among those who wait; null unless waiting.',
    example: 1,
  })
  position: number | null;

  @EnumField(WAITLIST_STATUSES, { example: 'waiting' })
  status: WaitlistStatus;

  @InstantField({ nullable: true, description: 'Until when the offered seats are held.', example: null })
  offer_expires_at: Date | null;

  @IdField({ nullable: true, description: 'The pending booking that holds the offered seats.', example: null })
  booking: number | null;

  @InstantField({ example: '2026-02-01T12:00:00Z' })
  joined_at: Date;
}

export function toWaitlistEntryResponse(
  row: WaitlistRow,
  userName: string,
  profile: OfferProfile,
): WaitlistEntryResponse {
  return {
    id: row.id,
    event: profile.show({ refId: row.refId, offer: null, isMine: false, now: row.joinedAt }).event ?? null,
    event_title: row.title,
    user: row.personId!,
    user_name: userName,
    number_of_tickets: row.quantity,
    position: row.position,
    status: row.status,
    offer_expires_at: row.offerExpiresAt,
    booking: row.bookingId,
    joined_at: row.joinedAt,
  };
}
