import type { Wire } from '../../../pages/wire.js';
import type { Values } from '../../app/form.js';

type Workflow = Wire<'OwnWorkflowResponse'>;
type WorkflowBody = Wire<'WorkflowRequest'>;
type Action = WorkflowBody['actions'][number];

export const TRIGGERS = [
  ...(['booking_created', 'booking_confirmed', 'booking_cancelled', 'booking_rescheduled'] as const),
  ...(['booking_completed', 'booking_no_show', 'before_booking', 'after_booking'] as const),
];
export const OPERATORS = ['equals', 'not_equals', 'contains', 'greater_than', 'less_than'] as const;
export const ACTION_TYPES = ['email', 'sms', 'notification', 'webhook'] as const;
export const CLOCKED: readonly string[] = ['before_booking', 'after_booking'];

const NEW: Values = {
  ...{ name: '', trigger: 'before_booking', offset_minutes: '60', is_active: 'true', conditions: '0' },
  ...{ actions: '1', 'actions.0.type': 'email', 'actions.0.to': 'invitee', 'actions.0.delay_minutes': '0' },
  ...{ 'actions.0.subject': '', 'actions.0.body': '', 'actions.0.url': '' },
};

/** Rows are `actions.0.body`, as the API names what is wrong with them. */
export function valuesOf(workflow: Workflow | null): Values {
  if (!workflow) return NEW;
  const { name, trigger, offset_minutes: offset, event_type_ids: types } = workflow;
  const rows = (list: string, all: readonly object[]) =>
    all.flatMap((row, index) =>
      Object.entries(row).map(([field, value]) => [`${list}.${index}.${field}`, String(value ?? '')] as const),
    );
  return {
    ...{ name, trigger, offset_minutes: String(offset ?? ''), is_active: workflow.is_active ? 'true' : '' },
    ...Object.fromEntries(types.map((id) => [`type-${id}`, 'true'])),
    ...{ conditions: String(workflow.conditions.length), actions: String(workflow.actions.length) },
    ...Object.fromEntries([...rows('conditions', workflow.conditions), ...rows('actions', workflow.actions)]),
  };
}

export function bodyOf(values: Values): WorkflowBody {
  const { name = '', trigger = '', offset_minutes: offset = '', is_active: isOn } = values;
  const types = Object.keys(values).filter((key) => key.startsWith('type-') && values[key] === 'true');
  const isClocked = CLOCKED.includes(trigger);
  return {
    name: name.trim(),
    trigger: trigger as WorkflowBody['trigger'],
    offset_minutes: isClocked && offset !== '' ? Number(offset) : null,
    event_type_ids: types.map((key) => Number(key.slice('type-'.length))),
    conditions: rowsOf(values, 'conditions').map(({ field = '', operator = '', value = '' }) => ({
      ...{ field, operator: operator as (typeof OPERATORS)[number], value },
    })),
    actions: rowsOf(values, 'actions').map(toAction),
    is_active: isOn === 'true',
  };
}

/** Each kind has fields of its own. */
function toAction({ type, to, subject, body, url, delay_minutes: delay }: Values): Action {
  const sent = { type: type as Action['type'], delay_minutes: Number(delay || 0) };
  if (type === 'webhook') return { ...sent, url: url || null };
  const hasSubject = type !== 'sms' && subject;
  return { ...sent, to: to || null, body: body || null, ...(hasSubject && { subject }) };
}

function rowsOf(values: Values, list: string): Values[] {
  return Array.from({ length: Number(values[list] ?? 0) }, (_, index) => {
    const start = `${list}.${index}.`;
    const fields = Object.entries(values).filter(([key]) => key.startsWith(start));
    return Object.fromEntries(fields.map(([key, value]) => [key.slice(start.length), value]));
  });
}

/** Without one row; those behind it move up. */
export function withoutRow(values: Values, list: string, index: number): Values {
  const rows = rowsOf(values, list).filter((_, at) => at !== index);
  const moved = rows.flatMap((row, at) =>
    Object.entries(row).map(([field, value]) => [`${list}.${at}.${field}`, value]),
  );
  return { [list]: String(rows.length), ...(Object.fromEntries(moved) as Values) };
}
