import { RefundQuoteResponse } from '../../booking/sales.api.js';
import { Checked } from '../../platform/http/fields/checked.js';
import {
  EmailField,
  EnumField,
  InstantField,
  IntField,
  NestedField,
  TextField,
} from '../../platform/http/fields/fields.js';
import type { FieldErrors } from '../../shared/errors.js';
import { AppointmentResponse } from '../appointments/appointments.dto.js';
import { ACTIONS, AVAILABLE_ACTIONS, type Action, type AvailableAction } from './manageable.policy.js';

const NEEDS: Partial<Record<Action, (keyof ManageRequest)[]>> = {
  reschedule: ['start_time'],
  add_attendee: ['name', 'email'],
  remove_attendee: ['email'],
};

@Checked<ManageRequest>((sent, { isAtFault }): FieldErrors => {
  const missing = (NEEDS[sent.action ?? 'cancel'] ?? []).filter(
    (name) => sent[name] === undefined && !isAtFault(name),
  );
  return Object.fromEntries(missing.map((name) => [name, ['This field is required.']]));
})
export class ManageRequest {
  @EnumField(ACTIONS, { example: 'cancel' })
  action: Action;

  @TextField({ max: 1000, multiline: true, optional: true, nullable: true, description: 'Of `cancel`.' })
  reason?: string | null;

  @InstantField({ means: 'startsAt', optional: true, description: 'Of `reschedule`.' })
  start_time?: Date;

  @IntField({
    min: 1,
    max: 1440,
    optional: true,
    description: 'Of `reschedule`, in minutes: one that is offered. As long as before without it.',
    example: 30,
  })
  duration?: number;

  @TextField({ max: 200, optional: true, description: 'Of `add_attendee`.', example: 'Alan Turing' })
  name?: string;

  @EmailField({ optional: true, description: 'Of both.', example: 'alan@example.org' })
  email?: string;
}

export class ManagedAppointmentResponse extends AppointmentResponse {
  @EnumField(AVAILABLE_ACTIONS, {
    many: true,
    description: '`pay` has a route of its own; all others are actions of this one.',
    example: ['cancel', 'reschedule'],
  })
  available_actions: AvailableAction[];

  @InstantField({ nullable: true, description: 'So long it can be cancelled and moved by this link.' })
  changeable_until: Date | null;

  @NestedField(() => RefundQuoteResponse, { nullable: true, description: 'Null where nothing was paid.' })
  refund_quote: RefundQuoteResponse | null;

  @TextField({
    many: true,
    description: 'How it can be paid; empty where it costs nothing.',
    example: ['stripe'],
  })
  payment_methods: readonly string[];
}

export class RescheduleRequest {
  @InstantField({ means: 'startsAt', description: 'In the future.', example: '2026-03-03T13:00:00Z' })
  start_time: Date;

  @IntField({ min: 1, max: 1440, optional: true, description: 'In minutes; as long as before without it.' })
  duration?: number;

  @TextField({ max: 1000, multiline: true, optional: true, nullable: true })
  reason?: string | null;
}
