import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import { InvalidInput, type FieldErrors } from '../../shared/errors.js';
import { isTooFarAway } from '../../shared/time-range.js';

export const TASK_STATUSES = ['pending', 'in_progress', 'completed'] as const;
export const TASK_PRIORITIES = ['low', 'medium', 'high', 'urgent'] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];
export type TaskPriority = (typeof TASK_PRIORITIES)[number];

export const REMINDED_BEFORE_MS = 86_400_000;

export interface TaskPlan {
  eventId: number;
  creatorId: number;
  title: string;
  description: string;
  priority: TaskPriority;
  dueAt: Date | null;
  assigneeId: number | null;
}

export interface TaskChanges {
  title?: string;
  description?: string;
  status?: TaskStatus;
  priority?: TaskPriority;
  dueAt?: Date | null;
  assigneeId?: number | null;
}

export interface TaskDifference {
  /** Something besides its assignee is different, and completing is not the difference. */
  changed: boolean;
  completed: boolean;
  reassigned: boolean;
  previousAssigneeId: number | null;
}

/** Something that a participant of an event is to do for it. */
@Entity({ schema: 'collaboration', name: 'tasks' })
export class Task {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'tasks_pkey',
  })
  readonly id: number;

  @Column('bigint')
  eventId: number;

  @Column('bigint')
  creatorId: number;

  @Column('text')
  title: string;

  @Column('text', { default: '' })
  description: string;

  @Column('text')
  status: TaskStatus;

  @Column('text')
  priority: TaskPriority;

  @Column('timestamptz', { nullable: true })
  dueAt: Date | null;

  /** The due date that its assignee was reminded of, or that was too near for it. */
  @Column('timestamptz', { nullable: true })
  remindedFor: Date | null;

  @Column('bigint', { nullable: true })
  assigneeId: number | null;

  /** By the database's clock, so that its order with a departure is certain. */
  @Column('timestamptz', { nullable: true })
  assignedAt: Date | null;

  @Column('timestamptz', { nullable: true })
  completedAt: Date | null;

  @Column('timestamptz')
  createdAt: Date;

  @Column('timestamptz')
  updatedAt: Date;

  /** It may be overdue from the beginning. Refuses a due date beyond all calendars with `InvalidInput`. */
  static create({ dueAt, ...plan }: TaskPlan, now: Date): Task {
    const task = Object.assign(new Task(), plan, { status: 'pending', dueAt: null, remindedFor: null });
    task.setDue(dueAt, now);
    return Object.assign(task, { completedAt: null, createdAt: now, updatedAt: now });
  }

  isCreatorOrAssignee(personId: number): boolean {
    return personId === this.creatorId || personId === this.assigneeId;
  }

  change(
    { status = this.status, assigneeId = this.assigneeId, ...changes }: TaskChanges,
    now: Date,
  ): TaskDifference {
    const before = { ...this };
    if (changes.dueAt !== undefined) this.setDue(changes.dueAt, now);
    this.title = changes.title ?? this.title;
    this.description = changes.description ?? this.description;
    this.priority = changes.priority ?? this.priority;
    this.assigneeId = assigneeId;
    const completed = status === 'completed' && this.status !== 'completed';
    if (status !== this.status) this.completedAt = completed ? now : null;
    this.status = status;
    const reassigned = this.assigneeId !== before.assigneeId;
    const edited = (['title', 'description', 'priority'] as const).some((name) => this[name] !== before[name]);
    const moved = this.dueAt?.getTime() !== before.dueAt?.getTime();
    const changed = edited || moved || (this.status !== before.status && !completed);
    if (changed || completed || reassigned) this.updatedAt = now;
    return { changed, completed, reassigned, previousAssigneeId: before.assigneeId };
  }

  private setDue(dueAt: Date | null, now: Date): void {
    if (dueAt?.getTime() === this.dueAt?.getTime()) return;
    const problems = dueProblems(dueAt);
    if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
    this.dueAt = dueAt;
    if (dueAt && dueAt.getTime() - REMINDED_BEFORE_MS <= now.getTime()) this.remindedFor = dueAt;
  }
}

export function dueProblems(dueAt: Date | null | undefined): FieldErrors {
  return dueAt && isTooFarAway(dueAt) ? { dueAt: ['It is too far away.'] } : {};
}
