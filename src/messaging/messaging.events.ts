import { defineEvent } from '../platform/events/event.js';
import { instant, integer, nullable, text } from '../platform/events/payload.js';

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
