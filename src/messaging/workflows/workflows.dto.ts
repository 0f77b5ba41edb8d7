import { Checked } from '../../platform/http/fields/checked.js';
import {
  BooleanField,
  EnumField,
  IdField,
  InstantField,
  IntField,
  NestedField,
  PartialOf,
  ScalarField,
  TextField,
  UrlField,
} from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import { canonicalEmail } from '../../shared/email-address.js';
import type { FieldErrors } from '../../shared/errors.js';
import { phoneNumberFrom } from '../../shared/phone/phone-number.js';
import {
  CONDITION_FIELD,
  OPERATORS,
  type ConditionValue,
  type Operator,
} from './workflow-conditions.policy.js';
import { MAX_TEMPLATE, VARIABLES } from './workflow-template.policy.js';
import { inputProblems, clockProblems, type ActionDraft, type WorkflowInput } from './workflow-terms.policy.js';
import {
  ACTION_TYPES,
  TRIGGERS,
  type ActionType,
  type Trigger,
  type Workflow,
  type WorkflowAction,
} from './workflow.entity.js';

const YEAR_MINUTES = 525_600;
const MAX_LINE = 200;
const MAX_VALUE = 500;
const MAX_CONDITIONS = 20;
const MAX_ACTIONS = 10;
const MAX_TO = 320;
const VARIABLE_NAMES = `Variables: ${VARIABLES.map((name) => `{{${name}}}`).join(', ')}.`;

export class WorkflowConditionBody {
  @TextField({
    max: 70,
    pattern: CONDITION_FIELD,
    example: 'invitee_email',
    description:
      'event_type (its id, slug or name), invitee_email, invitee_name, attendee_count or custom_answers.<key>.',
  })
  field: string;

  @EnumField(OPERATORS, { example: 'contains', description: 'Texts without regard to case.' })
  operator: Operator;

  @ScalarField({ max: MAX_VALUE, example: '@example.org' })
  value: ConditionValue;
}

export class WorkflowActionBody {
  @EnumField(ACTION_TYPES, { example: 'email' })
  type: ActionType;

  @TextField({
    max: MAX_TO,
    optional: true,
    nullable: true,
    example: 'invitee',
    description:
      'invitee or organizer; of a mail also an address, of a text message one’s own number. None of a webhook.',
  })
  to?: string | null;

  @TextField({
    max: MAX_LINE,
    optional: true,
    nullable: true,
    example: 'Soon: {{event_name}}',
    description: `Of a mail, or a notification’s title; without it the workflow’s name. ${VARIABLE_NAMES}`,
  })
  subject?: string | null;

  @TextField({
    max: MAX_TEMPLATE,
    multiline: true,
    optional: true,
    nullable: true,
    example: 'Hello {{invitee_name}}, we meet at {{start_time}}.',
    description: 'Required but of a webhook.',
  })
  body?: string | null;

  @UrlField({
    optional: true,
    nullable: true,
    example: null,
    description: 'Where a webhook POSTs `{trigger, booking}`.',
  })
  url?: string | null;

  @IntField({
    min: 0,
    max: YEAR_MINUTES,
    default: 0,
    example: 0,
    description: 'After the moment of the trigger.',
  })
  delay_minutes: number;
}

@Checked<WorkflowRequest>(problemsOfNew)
export class WorkflowRequest {
  @TextField({ max: MAX_LINE, example: 'A reminder' })
  name: string;

  @EnumField(TRIGGERS, { example: 'before_booking' })
  trigger: Trigger;

  @IntField({
    min: 0,
    max: YEAR_MINUTES,
    optional: true,
    nullable: true,
    example: 60,
    description: 'Before the start or after the end; needed by before_booking and after_booking.',
  })
  offset_minutes?: number | null;

  @IdField({ many: true, optional: true, example: [], description: 'Of one’s own; empty for all of them.' })
  event_type_ids?: number[];

  @NestedField(() => WorkflowConditionBody, {
    many: true,
    maxItems: MAX_CONDITIONS,
    optional: true,
    description: 'All of them must hold, also when an action is done.',
  })
  conditions?: WorkflowConditionBody[];

  @NestedField(() => WorkflowActionBody, { many: true, minItems: 1, maxItems: MAX_ACTIONS })
  actions: WorkflowActionBody[];

  @BooleanField({ optional: true, example: true })
  is_active?: boolean;
}

@Checked<WorkflowChangeRequest>(problemsOf)
export class WorkflowChangeRequest extends PartialOf(WorkflowRequest) {}

@SortedBy(['name', 'created_at', 'updated_at'])
export class WorkflowsQuery extends ListQuery {
  @EnumField(TRIGGERS, { optional: true, example: 'before_booking' })
  trigger?: Trigger;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class WorkflowActionResponse {
  @EnumField(ACTION_TYPES, { example: 'email' })
  type: ActionType;

  @TextField({ nullable: true, example: 'invitee' })
  to: string | null;

  @TextField({ nullable: true, example: 'Soon: {{event_name}}' })
  subject: string | null;

  @TextField({ nullable: true, example: 'Hello {{invitee_name}}, we meet at {{start_time}}.' })
  body: string | null;

  @TextField({ nullable: true, example: null })
  url: string | null;

  @IntField({ min: 0, example: 0 })
  delay_minutes: number;
}

export class WorkflowResponse {
  @IdField()
  id: number;

  @TextField({ example: 'A reminder' })
  name: string;

  @EnumField(TRIGGERS, { example: 'before_booking' })
  trigger: Trigger;

  @IntField({ min: 0, nullable: true, example: 60 })
  offset_minutes: number | null;

  @IdField({ many: true, example: [] })
  event_type_ids: number[];

  @NestedField(() => WorkflowConditionBody, { many: true })
  conditions: WorkflowConditionBody[];

  @NestedField(() => WorkflowActionResponse, { many: true })
  actions: WorkflowActionResponse[];

  @BooleanField({ example: true })
  is_active: boolean;

  @InstantField()
  created_at: Date;

  @InstantField()
  updated_at: Date;
}

export class OwnWorkflowResponse extends WorkflowResponse {
  @TextField({
    nullable: true,
    description: 'What verifies its webhooks, by Standard Webhooks; null without one.',
    example: null,
  })
  webhook_secret: string | null;
}

/** What of it was sent, as the domain calls it. */
export function toWorkflowInput(sent: Partial<WorkflowRequest>): WorkflowInput {
  const { name, trigger, conditions } = sent;
  return {
    ...{ name, trigger, offsetMinutes: sent.offset_minutes },
    eventTypeIds: sent.event_type_ids && [...new Set(sent.event_type_ids)],
    conditions: conditions?.map(({ field, operator, value }) => ({ field, operator, value })),
    actions: sent.actions?.map(toDraft),
    isActive: sent.is_active,
  };
}

function toDraft({ type, to, subject, body, url, delay_minutes }: WorkflowActionBody): ActionDraft {
  const isWebhook = type === 'webhook';
  return {
    type,
    to: isWebhook || !to ? null : (canonicalEmail(to) ?? phoneNumberFrom(to) ?? to),
    subject: isWebhook ? null : subject || null,
    body: isWebhook ? null : body || null,
    url: isWebhook ? (url ?? null) : null,
    delayMinutes: delay_minutes,
  };
}

function problemsOf(sent: Partial<WorkflowRequest>): FieldErrors {
  return inputProblems(toWorkflowInput(sent));
}

function problemsOfNew(sent: Partial<WorkflowRequest>): FieldErrors {
  return { ...problemsOf(sent), ...clockProblems(toWorkflowInput(sent)) };
}

export function toWorkflowResponse(workflow: Workflow): WorkflowResponse {
  const { id, name, trigger, conditions, actions } = workflow;
  return {
    ...{ id, name, trigger, offset_minutes: workflow.offsetMinutes },
    event_type_ids: workflow.eventTypeIds,
    conditions: conditions.map(({ field, operator, value }) => ({ field, operator, value })),
    actions: actions.map(toActionResponse),
    is_active: workflow.isActive,
    created_at: workflow.createdAt,
    updated_at: workflow.updatedAt,
  };
}

export function toOwnWorkflowResponse(
  workflow: Workflow,
  secretOf: (id: number) => string,
): OwnWorkflowResponse {
  const calls = workflow.actions.some(({ type }) => type === 'webhook');
  return { ...toWorkflowResponse(workflow), webhook_secret: calls ? secretOf(workflow.id) : null };
}

function toActionResponse({
  type,
  to,
  subject,
  body,
  url,
  delayMinutes,
}: WorkflowAction): WorkflowActionResponse {
  return { type, to, subject, body, url, delay_minutes: delayMinutes };
}
