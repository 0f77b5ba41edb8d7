import { defineEvent } from '../platform/events/event.js';
import { flag, instant, integer, nullable, text } from '../platform/events/payload.js';

/** Somebody has a new notification in the app. The instant is ISO 8601 in UTC. */
export const NotificationCreated = defineEvent('messaging.notification_created', {
  notificationId: integer,
  personId: integer,
  kind: text,
  /** Whose name the message begins with. No name is in here, so that none outlives its account. */
  actorId: nullable(integer),
  title: text,
  message: text,
  eventId: nullable(integer),
  eventTitle: nullable(text),
  relatedId: nullable(integer),
  createdAt: instant,
});

/** Somebody wrote to somebody. What was written stays in the message, which its readers ask for by its id. */
export const MessageSent = defineEvent('messaging.message_sent', {
  messageId: integer,
  conversationId: integer,
  senderId: integer,
  receiverId: integer,
  /** Everything before it is read: the receiver is notified. */
  isFirstUnread: flag,
  /** And mailed, unless that was done a short while ago. */
  isMailed: flag,
});

/** Since the receiver was last mailed messages have come, and wait unread. */
export const MessagesWaiting = defineEvent('messaging.messages_waiting', {
  conversationId: integer,
  /** The last of them. */
  messageId: integer,
  senderId: integer,
  receiverId: integer,
});
