import { Checked } from '../../platform/http/fields/checked.js';
import {
  DateField,
  EnumField,
  IdField,
  InstantField,
  NestedField,
  PartialOf,
  TextField,
} from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import {
  CreatorResponse,
  DatedEventResponse,
  EventBriefResponse,
  MemberResponse,
  toCreator,
  toMember,
  type People,
} from '../model/references.dto.js';
import {
  TASK_PRIORITIES,
  TASK_STATUSES,
  dueProblems,
  type Task,
  type TaskPriority,
  type TaskStatus,
} from './task.entity.js';

class TaskFields {
  @TextField({ max: 200, example: 'Bring the cake' })
  title: string;

  @TextField({ max: 5_000, multiline: true, default: '', example: 'Chocolate, for twenty.' })
  description: string;

  @EnumField(TASK_PRIORITIES, { default: 'medium' })
  priority: TaskPriority;

  @InstantField({ means: 'dueAt', optional: true, nullable: true, example: '2026-03-01T09:00:00Z' })
  due_date?: Date | null;

  @IdField({
    optional: true,
    nullable: true,
    description: 'Who does it: somebody who takes part in the event.',
    example: 3,
  })
  assignee?: number | null;
}

@Checked<TaskRequest>(({ due_date }) => dueProblems(due_date))
export class TaskRequest extends TaskFields {
  @IdField({ description: 'The event it is for; the caller takes part in it.' })
  event: number;
}

/** What is not sent stays. `assignee: null` takes the task back, a status but `completed` reopens it. */
@Checked<TaskChangeRequest>(({ due_date }) => dueProblems(due_date))
export class TaskChangeRequest extends PartialOf(TaskFields) {
  @EnumField(TASK_STATUSES, { optional: true, example: 'in_progress' })
  status?: TaskStatus;
}

export class TaskAssignmentRequest {
  @IdField({ description: 'Somebody who takes part in the event.', example: 3 })
  assignee: number;
}

@SortedBy(['created_at', 'updated_at', 'due_date'])
export class TasksQuery extends ListQuery {
  @IdField({
    optional: true,
    description: 'Only those of this event; without it, of all events one takes part in.',
  })
  event?: number;

  @IdField({ optional: true, description: 'Only those of this person.' })
  assignee?: number;

  @EnumField(TASK_STATUSES, { optional: true })
  status?: TaskStatus;

  @DateField({ optional: true, description: 'Only those due on this day or later.' })
  due_date_from?: string;

  @DateField({ optional: true, description: 'Only those due on this day or earlier.' })
  due_date_to?: string;
}

class TaskState {
  @IdField()
  id: number;

  @TextField({ example: 'Bring the cake' })
  title: string;
}

class TaskBody extends TaskState {
  @TextField({ min: 0, example: 'Chocolate, for twenty.' })
  description: string;

  @EnumField(TASK_STATUSES, { example: 'pending' })
  status: TaskStatus;

  @EnumField(TASK_PRIORITIES, { example: 'medium' })
  priority: TaskPriority;

  @InstantField({ nullable: true })
  due_date: Date | null;

  @InstantField({ nullable: true })
  completed_at: Date | null;

  @NestedField(() => CreatorResponse)
  creator: CreatorResponse;

  @InstantField()
  created_at: Date;

  @InstantField()
  updated_at: Date;
}

export class TaskResponse extends TaskBody {
  @NestedField(() => EventBriefResponse)
  event: EventBriefResponse;

  @NestedField(() => MemberResponse, { nullable: true })
  assignee: MemberResponse | null;
}

export class AssigneeResponse extends MemberResponse {
  @TextField({
    nullable: true,
    example: 'ada@example.org',
    description: 'The assignee’s own, for them alone; null to others.',
  })
  email: string | null;
}

export class TaskDetailsResponse extends TaskBody {
  @NestedField(() => DatedEventResponse)
  event: DatedEventResponse;

  @NestedField(() => AssigneeResponse, { nullable: true })
  assignee: AssigneeResponse | null;
}

class AssignedTask extends TaskState {
  @NestedField(() => CreatorResponse)
  assignee: CreatorResponse;
}

export class TaskAssignedResponse {
  @TextField({ example: 'Task assigned successfully' })
  message: string;

  @NestedField(() => AssignedTask)
  task: AssignedTask;
}

class CompletedTask extends TaskState {
  @EnumField(TASK_STATUSES, { example: 'completed' })
  status: TaskStatus;

  @InstantField({ nullable: true })
  completed_at: Date | null;
}

export class TaskCompletedResponse {
  @TextField({ example: 'Task marked as completed' })
  message: string;

  @NestedField(() => CompletedTask)
  task: CompletedTask;
}

function toTaskBody(task: Task, people: People): TaskBody {
  return {
    id: task.id,
    title: task.title,
    description: task.description,
    status: task.status,
    priority: task.priority,
    due_date: task.dueAt,
    completed_at: task.completedAt,
    creator: toCreator(task.creatorId, people),
    created_at: task.createdAt,
    updated_at: task.updatedAt,
  };
}

export function toTaskResponse(task: Task, eventTitle: string, people: People): TaskResponse {
  return {
    ...toTaskBody(task, people),
    event: { id: task.eventId, title: eventTitle },
    assignee: task.assigneeId === null ? null : toMember(task.assigneeId, people),
  };
}

/** `email` is the assignee's where they read it themselves. */
export function toTaskDetails(
  task: Task,
  event: { title: string; startsAt: Date },
  people: People,
  email: string | null,
): TaskDetailsResponse {
  return {
    ...toTaskBody(task, people),
    event: { id: task.eventId, title: event.title, date: event.startsAt },
    assignee: task.assigneeId === null ? null : { ...toMember(task.assigneeId, people), email },
  };
}
