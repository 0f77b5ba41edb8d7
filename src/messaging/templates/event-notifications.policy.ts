import type {
  CertificateIssued,
  EventAnnounced,
  EventSnapshot,
  PersonInvited,
  MeetingReviewed,
  ReviewWritten,
} from '../../collaboration/collaboration.events.js';
import type { PayloadOf, PublishedEvent } from '../../platform/events/event.js';
import type { NotificationTemplate } from './notification-template.policy.js';

/** An account is notified in the app and by mail, an address by mail. */
export function personInvited({
  id,
  payload,
}: PublishedEvent<PayloadOf<typeof PersonInvited>>): NotificationTemplate[] {
  const { event, invitedBy, personId, email } = payload;
  const template: NotificationTemplate = {
    ...aboutEvent('event_invitation', event),
    to: personId === null ? { address: email ?? '' } : { people: [personId] },
    actor: invitedBy,
    occurrence: personId === null ? String(id) : '',
    title: 'Invitation',
    message: () => `invited you to “${event.title}”.`,
    mail: { subject: `Invitation: ${event.title}` },
  };
  return [template];
}

export function eventAnnounced({
  payload,
}: PublishedEvent<PayloadOf<typeof EventAnnounced>>): NotificationTemplate[] {
  const { announcementId, event, subject, message } = payload;
  const template: NotificationTemplate = {
    ...aboutEvent('event_announcement', event),
    to: { participantsOf: event.id, held: true },
    by: payload.actorId,
    occurrence: String(announcementId),
    title: subject,
    message: () => message,
    mail: { subject: `${event.title}: ${subject}` },
  };
  return [template];
}

export function reviewWritten({
  payload,
}: PublishedEvent<PayloadOf<typeof ReviewWritten>>): NotificationTemplate[] {
  const { reviewId, eventId, eventTitle, organizerId, personId, rating } = payload;
  const template: NotificationTemplate = {
    kind: 'review_received',
    to: { people: [organizerId] },
    actor: personId,
    ...{ subject: `review:${reviewId}`, occurrence: '', relatedId: reviewId },
    event: { id: eventId, title: eventTitle },
    title: 'New review',
    message: () => `reviewed “${eventTitle}”: ${rating} of 5.`,
    link: `/events/${eventId}`,
  };
  return [template];
}

export function meetingReviewed({
  payload,
}: PublishedEvent<PayloadOf<typeof MeetingReviewed>>): NotificationTemplate[] {
  const { reviewId, meetingId, revieweeId, personId, rating } = payload;
  const template: NotificationTemplate = {
    kind: 'review_received',
    to: { people: [revieweeId] },
    actor: personId,
    ...{ subject: `review:${reviewId}`, occurrence: '', relatedId: reviewId, event: null },
    title: 'New review',
    message: () => `reviewed your meeting: ${rating} of 5.`,
    link: `/meetings/${meetingId}`,
  };
  return [template];
}

export function certificateIssued({
  payload,
}: PublishedEvent<PayloadOf<typeof CertificateIssued>>): NotificationTemplate[] {
  const { certificateId, certificateNumber, eventId, eventTitle, personId } = payload;
  const template: NotificationTemplate = {
    kind: 'certificate_issued',
    to: { people: [personId] },
    ...{ subject: `certificate:${certificateId}`, occurrence: '', relatedId: certificateId },
    event: { id: eventId, title: eventTitle },
    title: 'Your certificate',
    message: () => `Your certificate of “${eventTitle}” is ready: ${certificateNumber}.`,
    link: `/certificates/${certificateNumber}`,
    mail: { subject: `Your certificate: ${eventTitle}` },
  };
  return [template];
}

function aboutEvent<Kind extends NotificationTemplate['kind']>(kind: Kind, event: EventSnapshot) {
  const { id, title, startsAt, endsAt } = event;
  return {
    kind,
    subject: `event:${id}`,
    event: { id, title },
    relatedId: id,
    link: `/events/${id}`,
    times: { startsAt, endsAt },
  };
}
