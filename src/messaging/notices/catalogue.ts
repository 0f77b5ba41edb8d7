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
  InvoiceIssued,
  PaymentCompleted,
  PaymentFailed,
  PaymentRefunded,
  RefundFailed,
} from '../../payments/payments.events.js';
import type { EventType, PublishedEvent } from '../../platform/events/event.js';
import * as booking from './booking-notices.js';
import * as events from './event-notices.js';
import type { Notice } from './notice.js';
import * as payments from './payment-notices.js';
import * as tasks from './task-notices.js';
import * as votes from './vote-notices.js';

interface Entry {
  event: EventType;
  /** Whom the event is told, and what. Pure: everything it needs is in the event. */
  notices(event: PublishedEvent): Notice[];
}

/** Every event that somebody is told of. Reminders come from the clock: `reminders/`. */
export const CATALOGUE: readonly Entry[] = [
  tell(BookingConfirmed, booking.bookingConfirmed),
  tell(BookingCancelled, booking.bookingCancelled),
  tell(BookingRescheduled, booking.bookingMoved),
  tell(SeatOffered, booking.seatOffered),
  tell(SeatOfferLapsed, booking.seatOfferLapsed),
  tell(WaitlistClosed, booking.waitlistClosed),

  tell(PaymentCompleted, payments.paymentReceived),
  tell(PaymentFailed, payments.paymentFailed),
  tell(PaymentRefunded, payments.refundIssued),
  tell(RefundFailed, payments.refundFailed),
  tell(InvoiceIssued, payments.invoiceReady),

  tell(EventChanged, events.eventChanged),
  tell(PersonInvited, events.personInvited),
  tell(EventAnnounced, events.eventAnnounced),
  tell(ReviewWritten, events.reviewWritten),
  tell(CertificateIssued, events.certificateIssued),

  tell(TaskAssigned, tasks.taskAssigned),
  tell(TaskUnassigned, tasks.taskUnassigned),
  tell(TaskCompleted, tasks.taskCompleted),
  tell(TaskDue, tasks.taskDue),

  tell(VoteCreated, votes.voteStarted),
  tell(VoteEnded, votes.voteEnded),
];

function tell<Payload extends object>(
  event: EventType<Payload>,
  notices: (event: PublishedEvent<Payload>) => Notice[],
): Entry {
  return { event, notices: notices as Entry['notices'] };
}
