import {
  BooleanField,
  EnumField,
  IdField,
  InstantField,
  IntField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import { NOTIFICATION_KIND_NAMES } from './notification-kinds.policy.js';
import { withActor } from './actor-name.policy.js';
import type { Notification } from './notification.entity.js';

@SortedBy(['created_at', 'read_at'])
export class NotificationsQuery extends ListQuery {
  @EnumField(NOTIFICATION_KIND_NAMES, { optional: true, example: 'booking_confirmation' })
  notification_type?: string;

  @BooleanField({ optional: true })
  is_read?: boolean;

  @IdField({ optional: true, description: 'Only those about this event.' })
  event?: number;
}

export class NotificationChangeRequest {
  @BooleanField({ example: true })
  is_read: boolean;
}

export class NotificationResponse {
  @IdField()
  id: number;

  @IdField({ description: 'Whose it is: the caller.' })
  user: number;

  @IdField({ description: 'The same as `user`.' })
  user_id: number;

  @TextField({ example: 'John Doe' })
  user_name: string;

  @IdField({ nullable: true, description: 'The event that it is about, if any.' })
  event: number | null;

  @TextField({ nullable: true, example: 'Test Workshop' })
  event_title: string | null;

  @EnumField(NOTIFICATION_KIND_NAMES, { example: 'booking_confirmation' })
  notification_type: string;

  @TextField({ example: 'Booking Confirmation' })
  title: string;

  @TextField({ example: 'Your booking has been confirmed' })
  message: string;

  @TextField({ description: 'The same as `message`.', example: 'Your booking has been confirmed' })
  content: string;

  @IdField({ nullable: true, description: 'Id of the booking, payment, task, … that it is about.' })
  related_id: number | null;

  @BooleanField({ example: false })
  is_read: boolean;

  @InstantField()
  created_at: Date;

  @InstantField()
  updated_at: Date;

  @InstantField({ nullable: true, example: null })
  read_at: Date | null;
}

export class UnreadCountResponse {
  @IntField({ min: 0, example: 5 })
  unread_count: number;
}

export class AllReadResponse {
  @TextField({ example: 'All notifications marked as read.' })
  message: string;

  @IntField({ min: 0, description: 'How many were unread.', example: 5 })
  marked_count: number;
}

/** As its owner sees it; `actorName` is that of whom the message names. */
export function toNotificationResponse(
  { id, kind, title, ...notification }: Notification,
  owner: { id: number; fullName: string },
  actorName: string | undefined,
): NotificationResponse {
  const message =
    notification.actorId === null ? notification.message : withActor(notification.message, actorName);
  return {
    id,
    user: owner.id,
    user_id: owner.id,
    user_name: owner.fullName,
    event: notification.eventId,
    event_title: notification.eventTitle,
    notification_type: kind,
    title,
    message,
    content: message,
    related_id: notification.relatedId,
    is_read: notification.readAt !== null,
    created_at: notification.createdAt,
    updated_at: notification.updatedAt,
    read_at: notification.readAt,
  };
}
