import type { Visibility, TaskSnapshot } from '../collaboration.events.js';
import type { Task } from './task.entity.js';

export type EventOfTask = Visibility & { title: string };

/** What the task's events say of it. */
export function toTaskSnapshot(
  task: Task,
  { title: eventTitle, openTo, organizerId }: EventOfTask,
): TaskSnapshot {
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
