import type {
  CalendarFailed,
  WebhookFailed,
  WebhookFailing,
  WebhookGone,
  WrittenBookingMoved,
} from '../../integrations/integrations.events.js';
import type { PayloadOf, PublishedEvent } from '../../platform/events/event.js';
import type { CalendarConflicted } from '../../scheduling/scheduling.events.js';
import type { NotificationTemplate } from './notification-template.policy.js';

interface Endpoint {
  endpointId: number;
  ownerId: number;
}

export function webhookFailing({
  id,
  payload,
}: PublishedEvent<PayloadOf<typeof WebhookFailing>>): NotificationTemplate[] {
  const { host } = payload;
  const told = `Your webhook at ${host} has taken nothing for a day. After five days it will be switched off.`;
  return [{ ...aboutWebhook(id, payload), title: 'A webhook is failing', message: () => told }];
}

export function webhookFailed({
  id,
  payload,
}: PublishedEvent<PayloadOf<typeof WebhookFailed>>): NotificationTemplate[] {
  const { host } = payload;
  const told = `Your webhook at ${host} was switched off, since it has taken nothing for five days.`;
  return [{ ...aboutWebhook(id, payload), title: 'A webhook was switched off', message: () => told }];
}

export function webhookGone({
  id,
  payload,
}: PublishedEvent<PayloadOf<typeof WebhookGone>>): NotificationTemplate[] {
  const { host } = payload;
  const told = `Your webhook at ${host} was switched off, since it answered that it is gone.`;
  return [{ ...aboutWebhook(id, payload), title: 'A webhook was switched off', message: () => told }];
}

export function calendarFailed({
  payload,
}: PublishedEvent<PayloadOf<typeof CalendarFailed>>): NotificationTemplate[] {
  const { connectionId, ownerId, provider, error, failedAt } = payload;
  const told = `Your ${provider} cannot be read: ${error} What was last known of it keeps blocking your time.`;
  return [
    {
      ...{ kind: 'calendar_error', to: { people: [ownerId] }, subject: `calendar:${connectionId}` },
      ...{ occurrence: failedAt, event: null, relatedId: connectionId, link: '/organize/calendars' },
      title: 'A connected calendar does not work',
      message: () => told,
    },
  ];
}

export function calendarConflicted({
  payload,
}: PublishedEvent<PayloadOf<typeof CalendarConflicted>>): NotificationTemplate[] {
  const { ownerId, bookingId, title, startsAt, endsAt } = payload;
  return [
    {
      ...{ kind: 'calendar_conflict', to: { people: [ownerId] }, subject: `booking:${bookingId}` },
      ...{ occurrence: startsAt, event: null, relatedId: bookingId, link: '/organize/calendars' },
      title: 'Your calendar has something else',
      message: () => `Your calendar has something else at the time of “${title}”. The booking stays.`,
      times: { startsAt, endsAt },
    },
  ];
}

export function writtenBookingMoved({
  payload,
}: PublishedEvent<PayloadOf<typeof WrittenBookingMoved>>): NotificationTemplate[] {
  const { ownerId, bookingId, title, movedAt, startsAt, endsAt } = payload;
  const told = `“${title}” was moved in your calendar, and was put back: move the booking itself.`;
  return [
    {
      ...{ kind: 'calendar_conflict', to: { people: [ownerId] }, subject: `booking:${bookingId}` },
      ...{ occurrence: `moved ${movedAt}`, event: null, relatedId: bookingId, link: '/organize/calendars' },
      title: 'A booking was put back in your calendar',
      message: () => told,
      times: { startsAt, endsAt },
    },
  ];
}

function aboutWebhook(eventId: number, { endpointId, ownerId }: Endpoint) {
  return {
    ...{ kind: 'webhook_disabled' as const, to: { people: [ownerId] }, subject: `webhook:${endpointId}` },
    ...{ occurrence: String(eventId), event: null, relatedId: endpointId, link: '/organize/webhooks' },
  };
}
