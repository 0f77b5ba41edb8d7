import type { PayloadOf, PublishedEvent } from '../../platform/events/event.js';
import type { MeetingCancelled, MeetingCompleted, MeetingPayload } from '../../scheduling/scheduling.events.js';
import type { NotificationTemplate, TemplateMail } from './notification-template.policy.js';

type Published = PublishedEvent<MeetingPayload>;
type Cancelled = PublishedEvent<PayloadOf<typeof MeetingCancelled>>;
type Completed = PublishedEvent<PayloadOf<typeof MeetingCompleted>>;

export function meetingRequested({ payload }: Published): NotificationTemplate[] {
  const { expertId, requesterId, title } = payload;
  const request: NotificationTemplate = {
    ...aboutMeeting('meeting_request', payload),
    to: { people: [expertId] },
    actor: requesterId,
    title: 'Meeting Request',
    message: () => 'You have a new meeting request from',
    mail: {
      subject: `Meeting Request: ${title}`,
      lines: [`It is about “${title}”.`, 'Please confirm or decline it before it starts.'],
    },
  };
  return [request];
}

/** To the expert, who did it, a mail alone: it brings the entry of the calendar. */
export function meetingConfirmed({ payload }: Published): NotificationTemplate[] {
  const { requesterId, expertId, title } = payload;
  const confirmation: NotificationTemplate = {
    ...aboutMeeting('meeting_confirmed', payload),
    to: { people: [requesterId] },
    title: 'Meeting Confirmed',
    message: () => `Your meeting '${title}' has been confirmed.`,
    mail: { subject: `Meeting Confirmed: ${title}`, calendar: entryOf('REQUEST', payload) },
  };
  const own: NotificationTemplate = {
    ...confirmation,
    to: { people: [expertId] },
    message: () => `You confirmed the meeting '${title}'.`,
    mailOnly: true,
  };
  return [confirmation, own];
}

/** To who did it a mail alone, where an entry has to leave a calendar. */
export function meetingCancelled({ payload }: Cancelled): NotificationTemplate[] {
  const { requesterId, expertId, title, wasConfirmed, cause, actorId, reason } = payload;
  const how = cause === 'host' && !wasConfirmed ? 'Declined' : 'Cancelled';
  const because = reason ? ` Reason: ${reason}` : '';
  const cancellation: NotificationTemplate = {
    ...aboutMeeting('meeting_cancelled', payload),
    to: { people: [requesterId, expertId] },
    by: actorId,
    title: `Meeting ${how}`,
    message: () => `Your meeting '${title}' has been ${how.toLowerCase()}.${because}`,
    mail: {
      subject: `Meeting ${how}: ${title}`,
      calendar: wasConfirmed ? entryOf('CANCEL', payload) : undefined,
    },
  };
  const isOwn = cause === 'booker' || cause === 'host';
  if (!isOwn || !wasConfirmed) return [cancellation];
  const own: NotificationTemplate = {
    ...cancellation,
    to: { people: [actorId] },
    by: null,
    message: () => `You cancelled the meeting '${title}'.`,
    mailOnly: true,
  };
  return [cancellation, own];
}

export function meetingExpired({ payload }: Published): NotificationTemplate[] {
  const { requesterId, title } = payload;
  const expiry: NotificationTemplate = {
    ...aboutMeeting('meeting_cancelled', payload),
    to: { people: [requesterId] },
    title: 'Meeting Expired',
    message: () => `Your meeting '${title}' was not confirmed in time.`,
    mail: { subject: `Meeting Expired: ${title}` },
  };
  return [expiry];
}

export function meetingCompleted({ payload }: Completed): NotificationTemplate[] {
  const { requesterId, expertId, title, actorId } = payload;
  const completion: NotificationTemplate = {
    ...aboutMeeting('meeting_completed', payload),
    to: { people: [requesterId, expertId] },
    by: actorId,
    title: 'Meeting Completed',
    message: () => `Your meeting '${title}' has been completed.`,
    mail: { subject: `Meeting Completed: ${title}`, lines: ['You can review it now.'] },
  };
  return [completion];
}

export function meetingDue({ payload }: Published): NotificationTemplate[] {
  const { requesterId, expertId, title, startsAt, endsAt } = payload;
  const reminder: NotificationTemplate = {
    ...aboutMeeting('booking_reminder', payload),
    to: { people: [requesterId, expertId] },
    occurrence: startsAt,
    title: `Reminder: ${title}`,
    message: (clock) => `Your meeting '${title}' starts soon: ${clock.period(startsAt, endsAt)}.`,
  };
  return [reminder];
}

function aboutMeeting<Kind extends NotificationTemplate['kind']>(kind: Kind, meeting: MeetingPayload) {
  const { meetingId, startsAt, endsAt } = meeting;
  return {
    ...{ kind, subject: `meeting:${meetingId}`, occurrence: '', event: null, relatedId: meetingId },
    link: `/meetings/${meetingId}`,
    times: { startsAt, endsAt },
  };
}

function entryOf(
  method: 'REQUEST' | 'CANCEL',
  { title, meetingId, expertId, sequence }: MeetingPayload,
): TemplateMail['calendar'] {
  return { method, summary: title, bookingId: meetingId, hostId: expertId, sequence };
}
