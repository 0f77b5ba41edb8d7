import type { EventCard } from '../../collaboration/collaboration.api.js';
import type { DatedTemplate } from '../templates/notification-template.policy.js';

/** A firm seat at an event that starts soon. */
export interface DueReminder {
  bookingId: number;
  personId: number;
  eventId: number;
  startsAt: Date;
  endsAt: Date;
}

/** Once for each start: who has a seat at a moved event is reminded anew. */
export function eventReminder(
  { personId, eventId, ...times }: DueReminder,
  { title }: EventCard,
  at: Date,
): DatedTemplate {
  const startsAt = times.startsAt.toISOString();
  const endsAt = times.endsAt.toISOString();
  return {
    at,
    kind: 'event_reminder',
    to: { people: [personId] },
    subject: `event:${eventId}`,
    occurrence: startsAt,
    event: { id: eventId, title },
    relatedId: eventId,
    title: `Reminder: ${title}`,
    message: (clock) => `“${title}” starts soon: ${clock.period(startsAt, endsAt)}.`,
    link: `/events/${eventId}`,
    times: { startsAt, endsAt },
    mail: { isSeated: true },
  };
}
