import type { Openness, TaskFacts } from '../collaboration.events.js';
import type { Task } from './task.entity.js';

export type TasksEvent = Openness & { title: string };

/** What the task's events say of it, in its event as that is now. */
export function taskFacts(task: Task, { title: eventTitle, openTo, organizerId }: TasksEvent): TaskFacts {
  const { id, eventId, title, description, status, priority, assigneeId, creatorId } = task;
  return {
    ...{
      openTo,
      organizerId,
      id,
      eventId,
      eventTitle,
      title,
      description,
      status,
      priority,
      assigneeId,
      creatorId,
    },
    dueAt: task.dueAt?.toISOString() ?? null,
    completedAt: task.completedAt?.toISOString() ?? null,
    createdAt: task.createdAt.toISOString(),
    updatedAt: task.updatedAt.toISOString(),
  };
}
