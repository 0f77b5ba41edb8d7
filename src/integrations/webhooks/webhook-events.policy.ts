import type { Scope } from '../../platform/auth/scopes.js';
import { EVERYTHING } from './webhook-endpoint.entity.js';

export type WebhookSubject = 'booking' | 'payment' | 'event';

const EVENTS = {
  'booking.created': 'Something was booked: it is held, requested, offered from the waitlist, or firm at once.',
  'booking.confirmed': 'A booking is firm.',
  'booking.rescheduled': 'A booking has other times.',
  'booking.updated':
    'More or fewer people come with a booking, its seats were taken up, or a check-in was undone.',
  'booking.checked_in': 'Who booked was let in.',
  'booking.cancelled': 'A booking was cancelled, by whichever side.',
  'booking.expired': 'A hold ran out, or nobody answered a request.',
  'booking.completed': 'What was booked took place.',
  'booking.no_show': 'Who booked did not come.',
  'booking.no_show_undone': 'A no-show was taken back.',
  'payment.completed': 'Money has come.',
  'payment.failed': 'A payment was refused, or its time ran out.',
  'payment.refunded': 'Money went back, all of it or a part.',
  'event.created': 'An event was made; a ticketed one is a draft.',
  'event.published': 'A ticketed event can be booked.',
  'event.updated': 'An event was changed.',
  'event.started': 'An event has begun.',
  'event.completed': 'An event is over.',
  'event.cancelled': 'An event was cancelled.',
  'event.deleted': 'A draft or a gathering is gone.',
} as const;

/** What its owner sends to see whether a webhook arrives; nobody listens to it. */
export const TEST_EVENT = 'webhook.test';

export type WebhookEvent = keyof typeof EVENTS;

export const WEBHOOK_EVENTS = Object.keys(EVENTS) as WebhookEvent[];

export function descriptionOf(event: WebhookEvent): string {
  return EVENTS[event];
}

export function subjectOf(event: WebhookEvent): WebhookSubject {
  return event.slice(0, event.indexOf('.')) as WebhookSubject;
}

const READ: Record<WebhookSubject, Scope> = {
  booking: 'booking:read',
  payment: 'payments:read',
  event: 'collaboration:read',
};

/** What a token must be allowed to read, to have these told. */
export function scopesFor(events: readonly string[]): Scope[] {
  const named = events.includes(EVERYTHING) ? WEBHOOK_EVENTS : (events as WebhookEvent[]);
  return [...new Set(named.map((event) => READ[subjectOf(event)]))];
}

/** What a token must be allowed to write, to let programs tell of it. */
export const INCOMING_SCOPES: readonly Scope[] = ['messaging:write', 'scheduling:write'];
