import {
  BookingCancelled,
  BookingConfirmed,
  BookingRescheduled,
  SeatOffered,
  SeatOfferLapsed,
  WaitlistClosed,
} from '../../booking/booking.events.js';
import {
  CertificateIssued,
  EventAnnounced,
  EventChanged,
  MeetingReviewed,
  PersonInvited,
  ReviewWritten,
  TaskAssigned,
  TaskCompleted,
  TaskDue,
  TaskUnassigned,
  VoteCreated,
  VoteEnded,
} from '../../collaboration/collaboration.events.js';
import {
  CalendarFailed,
  WebhookFailed,
  WebhookFailing,
  WebhookGone,
  WrittenBookingMoved,
} from '../../integrations/integrations.events.js';
import {
  CreditsPurchased,
  InvoiceIssued,
  PaymentCompleted,
  PaymentDisputed,
  PaymentFailed,
  PaymentRefunded,
  RefundedAtProvider,
  RefundFailed,
} from '../../payments/payments.events.js';
import {
  AppointmentCancelled,
  AppointmentConfirmed,
  AppointmentDue,
  AppointmentExpired,
  AppointmentMoved,
  AppointmentRequested,
  AppointmentResized,
  CalendarConflicted,
  MeetingCancelled,
  MeetingCompleted,
  MeetingConfirmed,
  MeetingDue,
  MeetingExpired,
  MeetingRequested,
} from '../../scheduling/scheduling.events.js';
import { MessageSent, MessagesWaiting } from '../messaging.events.js';
import type { EventType, PublishedEvent } from '../../platform/events/event.js';
import * as appointments from './appointment-notifications.policy.js';
import * as booking from './booking-notifications.policy.js';
import { eventChanged } from './event-changes.policy.js';
import * as events from './event-notifications.policy.js';
import * as integrations from './integration-notifications.policy.js';
import * as meetings from './meeting-notifications.policy.js';
import type { NotificationTemplate } from './notification-template.policy.js';
import * as messages from './message-notifications.policy.js';
import * as payments from './payment-notifications.policy.js';
import * as tasks from './task-notifications.policy.js';
import * as votes from './vote-notifications.policy.js';

interface CatalogEntry {
  event: EventType;
  /** Pure: everything it needs is in the event. */
  templates(event: PublishedEvent): NotificationTemplate[];
}

/** Every event that somebody is notified of. Reminders of events come from the clock: `reminders/`. */
export const NOTIFICATION_CATALOG: readonly CatalogEntry[] = [
  entry(BookingConfirmed, booking.bookingConfirmed),
  entry(BookingCancelled, booking.bookingCancelled),
  entry(BookingRescheduled, booking.bookingMoved),
  entry(SeatOffered, booking.seatOffered),
  entry(SeatOfferLapsed, booking.seatOfferLapsed),
  entry(WaitlistClosed, booking.waitlistClosed),

  entry(AppointmentRequested, appointments.appointmentRequested),
  entry(AppointmentConfirmed, appointments.appointmentConfirmed),
  entry(AppointmentCancelled, appointments.appointmentCancelled),
  entry(AppointmentExpired, appointments.appointmentExpired),
  entry(AppointmentMoved, appointments.appointmentMoved),
  entry(AppointmentResized, appointments.appointmentResized),
  entry(AppointmentDue, appointments.appointmentDue),

  entry(MeetingRequested, meetings.meetingRequested),
  entry(MeetingConfirmed, meetings.meetingConfirmed),
  entry(MeetingCancelled, meetings.meetingCancelled),
  entry(MeetingExpired, meetings.meetingExpired),
  entry(MeetingCompleted, meetings.meetingCompleted),
  entry(MeetingDue, meetings.meetingDue),

  entry(PaymentCompleted, payments.paymentReceived),
  entry(CreditsPurchased, payments.creditsPurchased),
  entry(PaymentFailed, payments.paymentFailed),
  entry(PaymentRefunded, payments.refundIssued),
  entry(RefundFailed, payments.refundFailed),
  entry(RefundedAtProvider, payments.refundedAtProvider),
  entry(PaymentDisputed, payments.paymentDisputed),
  entry(InvoiceIssued, payments.invoiceReady),

  entry(EventChanged, eventChanged),
  entry(PersonInvited, events.personInvited),
  entry(EventAnnounced, events.eventAnnounced),
  entry(ReviewWritten, events.reviewWritten),
  entry(MeetingReviewed, events.meetingReviewed),
  entry(CertificateIssued, events.certificateIssued),

  entry(MessageSent, messages.messageSent),
  entry(MessagesWaiting, messages.messagesWaiting),

  entry(TaskAssigned, tasks.taskAssigned),
  entry(TaskUnassigned, tasks.taskUnassigned),
  entry(TaskCompleted, tasks.taskCompleted),
  entry(TaskDue, tasks.taskDue),

  entry(VoteCreated, votes.voteStarted),
  entry(VoteEnded, votes.voteEnded),

  entry(CalendarFailed, integrations.calendarFailed),
  entry(CalendarConflicted, integrations.calendarConflicted),
  entry(WrittenBookingMoved, integrations.writtenBookingMoved),
  entry(WebhookFailing, integrations.webhookFailing),
  entry(WebhookFailed, integrations.webhookFailed),
  entry(WebhookGone, integrations.webhookGone),
];

function entry<Payload extends object>(
  event: EventType<Payload>,
  templates: (event: PublishedEvent<Payload>) => NotificationTemplate[],
): CatalogEntry {
  return { event, templates: templates as CatalogEntry['templates'] };
}
