import { defineEvent } from '../platform/events/event.js';

/** Somebody has a new notification in the app. The instant is ISO 8601 in UTC. */
export const NotificationCreated = defineEvent<{
  notificationId: number;
  personId: number;
  kind: string;
  /** Whose name the message begins with. No name is in here, so that none outlives its account. */
  actorId: number | null;
  title: string;
  message: string;
  eventId: number | null;
  eventTitle: string | null;
  relatedId: number | null;
  createdAt: string;
}>('messaging.notification_created');
