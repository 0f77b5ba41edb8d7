import { defineEvent } from '../platform/events/event.js';
import {
  flag,
  instant,
  integer,
  nullable,
  oneOf,
  record,
  text,
  type ValueOf,
} from '../platform/events/payload.js';

/** Instants are ISO strings in UTC. */
const SLOT_SNAPSHOT = {
  id: integer,
  startsAt: instant,
  endsAt: instant,
  label: nullable(record({ id: integer, name: text, color: text })),
  capacity: integer,
  taken: integer,
  createdAt: instant,
  updatedAt: instant,
};
export type SlotSnapshot = ValueOf<typeof SLOT_SNAPSHOT>;

const SLOT_CHANGE = {
  ...SLOT_SNAPSHOT,
  /** The times before the change; equal to the present ones when it was not moved. */
  previous: record({ startsAt: instant, endsAt: instant }),
};

export const SlotCreated = defineEvent('scheduling.slot_created', SLOT_SNAPSHOT);
export const SlotUpdated = defineEvent('scheduling.slot_updated', SLOT_CHANGE);
/** As it was when it went; its bookings are cancelled by the same transaction. */
export const SlotDeleted = defineEvent('scheduling.slot_deleted', SLOT_SNAPSHOT);

/** What somebody says of their own time is another now, at least between these instants; null: at any time. */
export const HostTimeChanged = defineEvent('scheduling.host_time_changed', {
  hostId: integer,
  startsAt: nullable(instant),
  endsAt: nullable(instant),
});
/** Made, changed or taken away, and active before it or after it. */
export const EventTypeChanged = defineEvent('scheduling.event_type_changed', {
  eventTypeId: integer,
  hostId: integer,
});

/** A meeting as it was then. */
const MEETING = {
  meetingId: integer,
  title: text,
  requesterId: integer,
  expertId: integer,
  startsAt: instant,
  endsAt: instant,
  /** Of its entry in calendars. */
  sequence: integer,
};
export type MeetingPayload = ValueOf<typeof MEETING>;

export const MeetingRequested = defineEvent('scheduling.meeting_requested', MEETING);
export const MeetingConfirmed = defineEvent('scheduling.meeting_confirmed', MEETING);
/** Declined, where it was not confirmed and `cause` is the host. */
export const MeetingCancelled = defineEvent('scheduling.meeting_cancelled', {
  ...MEETING,
  wasConfirmed: flag,
  cause: oneOf('booker', 'host', 'admin', 'offer_withdrawn'),
  actorId: nullable(integer),
  reason: nullable(text),
});
/** Nobody answered until its start. */
export const MeetingExpired = defineEvent('scheduling.meeting_expired', MEETING);
export const MeetingCompleted = defineEvent('scheduling.meeting_completed', {
  ...MEETING,
  actorId: nullable(integer),
});
/** A firm one starts in a day. */
export const MeetingDue = defineEvent('scheduling.meeting_due', MEETING);

/** An appointment as it was then. Whom it is for is asked when somebody is told: names go with the person. */
const APPOINTMENT = {
  bookingId: integer,
  typeName: text,
  hostId: integer,
  personId: nullable(integer),
  startsAt: instant,
  endsAt: instant,
  /** Of its entry in calendars. */
  sequence: integer,
  priceCents: integer,
  currency: text,
  /** Only its host confirms it. */
  awaitsHost: flag,
};
export type AppointmentPayload = ValueOf<typeof APPOINTMENT>;

/** It waits for its money, its host, or both. */
export const AppointmentRequested = defineEvent('scheduling.appointment_requested', APPOINTMENT);
export const AppointmentConfirmed = defineEvent('scheduling.appointment_confirmed', APPOINTMENT);
export const AppointmentCancelled = defineEvent('scheduling.appointment_cancelled', {
  ...APPOINTMENT,
  wasConfirmed: flag,
  cause: oneOf('booker', 'host', 'admin', 'offer_withdrawn'),
  actorId: nullable(integer),
  reason: nullable(text),
});
export const AppointmentExpired = defineEvent('scheduling.appointment_expired', {
  ...APPOINTMENT,
  /** Who waited for a session did not take the seats that were offered. */
  wasOffered: flag,
});
/** More or fewer people come with its invitee, who says so. */
export const AppointmentResized = defineEvent('scheduling.appointment_resized', {
  ...APPOINTMENT,
  wasConfirmed: flag,
  quantity: integer,
});
export const AppointmentMoved = defineEvent('scheduling.appointment_moved', {
  ...APPOINTMENT,
  cause: oneOf('booker', 'host', 'admin', 'offer_moved'),
  actorId: nullable(integer),
  reason: nullable(text),
  previousStartsAt: instant,
  previousEndsAt: instant,
});
/** A firm one starts in a day. */
export const AppointmentDue = defineEvent('scheduling.appointment_due', APPOINTMENT);

/** A connected calendar takes its owner's time where something is booked; nothing is cancelled by it. */
export const CalendarConflicted = defineEvent('scheduling.calendar_conflicted', {
  ownerId: integer,
  bookingId: integer,
  title: text,
  startsAt: instant,
  endsAt: instant,
});
