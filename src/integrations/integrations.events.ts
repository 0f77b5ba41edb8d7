import { defineEvent } from '../platform/events/event.js';
import { instant, integer, text } from '../platform/events/payload.js';

const ENDPOINT = {
  endpointId: integer,
  ownerId: integer,
  /** The host of its address; the rest may be secret. */
  host: text,
};

/** A webhook has failed for a day. */
export const WebhookFailing = defineEvent('integrations.webhook_failing', { ...ENDPOINT, since: instant });
/** After five days of failures only. */
export const WebhookFailed = defineEvent('integrations.webhook_failed', { ...ENDPOINT, since: instant });
/** It answered that it is gone, and so was switched off. */
export const WebhookGone = defineEvent('integrations.webhook_gone', ENDPOINT);
/** A connected calendar can no longer be read; once until it works again. */
export const CalendarFailed = defineEvent('integrations.calendar_failed', {
  connectionId: integer,
  ownerId: integer,
  /** For people. */
  provider: text,
  error: text,
  failedAt: instant,
});
/** Its owner had moved in his own calendar what was written there; it was put back. */
export const WrittenBookingMoved = defineEvent('integrations.written_booking_moved', {
  ownerId: integer,
  bookingId: integer,
  title: text,
  movedAt: instant,
  startsAt: instant,
  endsAt: instant,
});

/** Somebody's program told of something, which waits to be done. */
export const IncomingReceived = defineEvent('integrations.incoming_received', { incomingId: integer });
/** Somebody's program knows of a contact; texts are empty where it does not say. */
export const ContactBrought = defineEvent('integrations.contact_brought', {
  ownerId: integer,
  email: text,
  name: text,
  phone: text,
  company: text,
});
