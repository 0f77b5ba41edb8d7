import {
  BooleanField,
  EnumField,
  IdField,
  InstantField,
  NestedField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import {
  STEP_STATUSES,
  type StepStatus,
  type WorkflowRun,
  type WorkflowStep,
} from '../workflows/workflow-step.entity.js';
import { ACTION_TYPES, TRIGGERS, type ActionType, type Trigger } from '../workflows/workflow.entity.js';

@SortedBy(['created_at'])
export class ExecutionsQuery extends ListQuery {
  @IdField({ optional: true, description: 'Only those of this booking.' })
  booking_id?: number;
}

export class ExecutedActionResponse {
  @EnumField(ACTION_TYPES, { example: 'email' })
  type: ActionType;

  @EnumField(STEP_STATUSES, { example: 'succeeded' })
  status: StepStatus;

  @InstantField()
  scheduled_for: Date;

  @InstantField({ nullable: true })
  finished_at: Date | null;

  @TextField({ nullable: true, description: 'Why it was skipped, or failed the last time.', example: null })
  error: string | null;
}

export class ExecutionResponse {
  @IdField()
  id: number;

  @IdField()
  booking_id: number;

  @EnumField(TRIGGERS, { example: 'before_booking' })
  trigger: Trigger;

  @EnumField(STEP_STATUSES, { example: 'succeeded' })
  status: StepStatus;

  @NestedField(() => ExecutedActionResponse, { many: true })
  actions: ExecutedActionResponse[];

  @InstantField()
  created_at: Date;
}

export class WorkflowTestRequest {
  @IdField({ description: 'Of one’s own appointments.' })
  booking_id: number;
}

export class TestedActionResponse {
  @EnumField(ACTION_TYPES, { example: 'email' })
  type: ActionType;

  @TextField({
    nullable: true,
    description: 'The address or number; invitee or organizer of a notification. Null where nobody is reached.',
    example: 'grace@example.org',
  })
  to: string | null;

  @TextField({ nullable: true, example: 'Soon: Intro call' })
  subject: string | null;

  @TextField({ nullable: true, example: 'Hello Grace Hopper, we meet at Sunday, 1 March 2026, 10:00.' })
  body: string | null;

  @TextField({ nullable: true, example: null })
  url: string | null;

  @InstantField({ description: 'Were its trigger now, where that is not by the clock.' })
  scheduled_for: Date;
}

export class WorkflowTestResponse {
  @BooleanField({ description: 'Whether the event type and the conditions fit this booking.', example: true })
  matched: boolean;

  @NestedField(() => TestedActionResponse, { many: true, description: 'None where it does not match.' })
  actions: TestedActionResponse[];
}

export type ExecutionRow = Pick<WorkflowRun, 'id' | 'bookingId' | 'trigger' | 'createdAt'>;
export type ExecutedStep = Pick<WorkflowStep, 'runId' | 'type' | 'status' | 'dueAt' | 'finishedAt' | 'error'>;

export function toExecutionResponse(
  { id, bookingId, trigger, createdAt }: ExecutionRow,
  steps: readonly ExecutedStep[],
): ExecutionResponse {
  return {
    ...{ id, booking_id: bookingId, trigger, status: statusOf(steps) },
    actions: steps.map(({ type, status, dueAt, finishedAt, error }) => ({
      ...{ type, status, scheduled_for: dueAt, finished_at: finishedAt, error },
    })),
    created_at: createdAt,
  };
}

/** Of all its actions together: what is under way comes first, then the worst. */
function statusOf(steps: readonly ExecutedStep[]): StepStatus {
  const has = (status: StepStatus) => steps.some((step) => step.status === status);
  const isUnderWay = has('running') || (has('pending') && steps.some(({ finishedAt }) => finishedAt !== null));
  if (isUnderWay) return 'running';
  return (['pending', 'failed', 'succeeded', 'skipped', 'cancelled'] as const).find(has) ?? 'cancelled';
}
