import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import { Forbidden } from '../../shared/errors.js';
import {
  TaskAssigned,
  TaskChanged,
  TaskCompleted,
  TaskCreated,
  TaskDeleted,
  TaskUnassigned,
} from '../collaboration.events.js';
import type { Event } from '../model/event.entity.js';
import { toCreator } from '../model/references.dto.js';
import { ParticipantAccess } from '../participation/participant.access.js';
import { toTaskSnapshot } from './task-snapshot.rules.js';
import { Task, type TaskDifference } from './task.entity.js';
import {
  toTaskResponse,
  type TaskAssignedResponse,
  type TaskChangeRequest,
  type TaskCompletedResponse,
  type TaskRequest,
  type TaskResponse,
} from './tasks.dto.js';
import { TasksRepository } from './tasks.repository.js';

/**
 * What those who take part in an event do with its tasks. All refuse as `ParticipantAccess` does; the event is
 * locked first, then seats, then the task.
 */
@Injectable()
export class TasksService {
  constructor(
    private readonly db: Database,
    private readonly tasks: TasksRepository,
    private readonly access: ParticipantAccess,
    private readonly identity: IdentityApi,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Refuses an assignee who does not take part with `InvalidInput`. */
  async create(caller: Caller, request: TaskRequest): Promise<TaskResponse> {
    const assigneeId = request.assignee ?? null;
    const people = await this.identity.people([caller.id, assigneeId ?? caller.id]);
    return this.db.transaction(async (tx) => {
      const event = await this.access.requireParticipantFromField(tx, request.event, caller);
      if (assigneeId !== null) await this.access.requireSeatOf(tx, event, assigneeId, 'assignee');
      const { title, description, priority, due_date: dueAt = null } = request;
      const plan = { eventId: event.id, creatorId: caller.id, title, description, priority, dueAt, assigneeId };
      const task = await this.tasks.insert(tx, Task.create(plan, this.clock.now()));
      await this.outbox.publish(tx, TaskCreated, { ...toTaskSnapshot(task, event), actorId: caller.id });
      if (assigneeId !== null) await this.publishAssignment(tx, task, event, caller, null);
      return toTaskResponse(task, event.title, people);
    });
  }

  /** For the task's creator and assignee, others are `Forbidden`; refuses fields as `create`. */
  change(caller: Caller, id: number, request: TaskChangeRequest): Promise<void> {
    return this.db.transaction(async (tx) => {
      const { due_date: dueAt, assignee: assigneeId, ...changes } = request;
      const event = await this.requireParticipant(tx, id, caller);
      if (assigneeId != null) await this.access.requireSeatOf(tx, event, assigneeId, 'assignee');
      const task = await this.tasks.getForUpdate(tx, id);
      if (!task.isCreatorOrAssignee(caller.id))
        throw new Forbidden('Only its creator and its assignee change a task.');
      const difference = task.change({ ...changes, dueAt, assigneeId }, this.clock.now());
      await this.tasks.update(tx, task);
      await this.publishDifference(tx, task, event, caller, difference);
    });
  }

  /** For the event's and the task's creator, others are `Forbidden`; who has it already keeps it. */
  async assign(caller: Caller, id: number, assigneeId: number): Promise<TaskAssignedResponse> {
    const people = await this.identity.people([assigneeId]);
    return this.db.transaction(async (tx) => {
      const event = await this.requireParticipant(tx, id, caller);
      await this.access.requireSeatOf(tx, event, assigneeId, 'assignee');
      const task = await this.tasks.getForUpdate(tx, id);
      if (caller.id !== event.organizerId && caller.id !== task.creatorId)
        throw new Forbidden('Only its creator and the creator of the event assign a task.');
      const difference = task.change({ assigneeId }, this.clock.now());
      await this.tasks.update(tx, task);
      await this.publishDifference(tx, task, event, caller, difference);
      const assignee = toCreator(assigneeId, people);
      return { message: 'Task assigned successfully', task: { id, title: task.title, assignee } };
    });
  }

  /** For the task's assignee and creator, others are `Forbidden`. A second time it answers the first moment. */
  complete(caller: Caller, id: number): Promise<TaskCompletedResponse> {
    return this.db.transaction(async (tx) => {
      const event = await this.requireParticipant(tx, id, caller);
      const completed = await this.tasks.complete(tx, id, caller.id, this.clock.now());
      const task = completed ?? (await this.tasks.get(tx, id));
      if (!task.isCreatorOrAssignee(caller.id))
        throw new Forbidden('Only its assignee and its creator complete a task.');
      if (completed)
        await this.outbox.publish(tx, TaskCompleted, { ...toTaskSnapshot(task, event), actorId: caller.id });
      const { title, status, completedAt: completed_at } = task;
      return { message: 'Task marked as completed', task: { id, title, status, completed_at } };
    });
  }

  /** For the task's and the event's creator, others are `Forbidden`. */
  delete(caller: Caller, id: number): Promise<void> {
    return this.db.transaction(async (tx) => {
      const event = await this.requireParticipant(tx, id, caller);
      const task = await this.tasks.getForUpdate(tx, id);
      if (caller.id !== event.organizerId && caller.id !== task.creatorId)
        throw new Forbidden('Only its creator and the creator of the event delete a task.');
      await this.tasks.delete(tx, id);
      await this.outbox.publish(tx, TaskDeleted, { ...toTaskSnapshot(task, event), actorId: caller.id });
    });
  }

  private async requireParticipant(tx: Tx, id: number, caller: Caller): Promise<Event> {
    return this.access.requireParticipant(tx, await this.tasks.eventIdOf(tx, id), caller, 'The task');
  }

  private async publishDifference(
    tx: Tx,
    task: Task,
    event: Event,
    caller: Caller,
    { changed, completed, reassigned, previousAssigneeId }: TaskDifference,
  ): Promise<void> {
    const payload = { ...toTaskSnapshot(task, event), actorId: caller.id };
    if (changed) await this.outbox.publish(tx, TaskChanged, payload);
    if (completed) await this.outbox.publish(tx, TaskCompleted, payload);
    if (reassigned) await this.publishAssignment(tx, task, event, caller, previousAssigneeId);
  }

  private async publishAssignment(
    tx: Tx,
    task: Task,
    event: Event,
    caller: Caller,
    previousAssigneeId: number | null,
  ): Promise<void> {
    const payload = { ...toTaskSnapshot(task, event), actorId: caller.id };
    if (task.assigneeId !== null)
      await this.outbox.publish(tx, TaskAssigned, { ...payload, previousAssigneeId });
    else if (previousAssigneeId !== null)
      await this.outbox.publish(tx, TaskUnassigned, { ...payload, previousAssigneeId, cause: 'taken_back' });
  }
}
