import { dayOf, timeOf } from '../../platform/documents/dates.js';
import { withoutLinks } from '../../platform/mail/without-links.js';
import { manageUrl, type AppointmentRow } from '../../scheduling/scheduling.api.js';
import { isTimeZone } from '../../shared/local-days.js';
import { asOneLine } from '../../shared/texts.js';
import { filled, type TemplateValues } from '../workflows/workflow-template.policy.js';
import type { Workflow, WorkflowAction } from '../workflows/workflow.entity.js';

const MAX_SUBJECT = 200;

export interface StepReader {
  timezone: string;
  language?: string | null;
}

export interface StepContent {
  subject: string | null;
  body: string | null;
}

/** Whatever strangers wrote has no links. `url` is the invitee's own link, or where others find the booking. */
export function templateValues(
  appointment: AppointmentRow,
  { timezone, language }: StepReader,
  url: string,
): TemplateValues {
  const zone = isTimeZone(timezone) ? timezone : 'UTC';
  const moment = (at: Date) =>
    `${dayOf(at, zone, language ?? undefined)}, ${timeOf(at, zone, language ?? undefined)}`;
  return {
    invitee_name: withoutLinks(appointment.inviteeName),
    invitee_email: appointment.inviteeEmail ?? '',
    organizer_name: appointment.organizerName,
    event_name: appointment.typeName,
    start_time: moment(appointment.startsAt),
    end_time: moment(appointment.endsAt),
    timezone: zone,
    location: appointment.location,
    manage_url: url,
    cancel_reason: withoutLinks(appointment.cancelReason ?? ''),
  };
}

/** The key to a booking is its invitee's alone. */
export function linkFor(
  { role }: { role: 'invitee' | 'organizer' | 'other' },
  { id, accessToken }: AppointmentRow,
  site: string,
): string {
  return role === 'invitee' ? manageUrl(site, accessToken) : `${site}/bookings/${id}`;
}

/** A webhook says nothing but the booking; a text message has no subject. */
export function stepContent(
  { type, subject, body }: WorkflowAction,
  { name }: Pick<Workflow, 'name'>,
  values: TemplateValues,
): StepContent {
  const hasSubject = type === 'email' || type === 'notification';
  return {
    subject: hasSubject ? asOneLine(filled(subject ?? name, values), MAX_SUBJECT) || name : null,
    body: body === null ? null : filled(body, values),
  };
}
