import type { Contact } from '../../identity/identity.api.js';
import type { AppointmentRow } from '../../scheduling/scheduling.api.js';
import { phoneNumberFrom } from '../../shared/phone/phone-number.js';
import type { WorkflowAction } from '../workflows/workflow.entity.js';
import type { StepReader } from './step-content.policy.js';

/** Whom an action reaches, and how. */
export interface StepAddressee extends StepReader {
  role: 'invitee' | 'organizer' | 'other';
  /** Null without an account. */
  personId: number | null;
  /** Empty where there is none, as an erased invitee's. */
  email: string;
  /** Null where nobody can be reached by it. */
  phone: string | null;
}

export function addresseeOf(
  { to }: Pick<WorkflowAction, 'to'>,
  appointment: AppointmentRow,
  owner: Contact,
): StepAddressee {
  if (to === 'invitee') {
    const { personId, inviteeEmail, inviteePhone, inviteeTimezone: timezone, inviteeLanguage } = appointment;
    const phone = phoneNumberFrom(inviteePhone ?? '');
    return { role: to, personId, email: inviteeEmail ?? '', phone, timezone, language: inviteeLanguage };
  }
  const own = { timezone: owner.timezone, phone: phoneNumberFrom(owner.phone) };
  if (to === 'organizer' || to === null)
    return { ...own, role: 'organizer', personId: owner.id, email: owner.email };
  const isNumber = to.startsWith('+');
  const phone = isNumber && to === own.phone ? to : null;
  return { ...own, role: 'other', personId: null, email: isNumber ? '' : to, phone };
}
