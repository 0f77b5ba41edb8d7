import type { TaskFacts } from '../collaboration.events.js';
import type { Task } from './task.entity.js';

/** What the task's events say of it. */
export function taskFacts(task: Task, eventTitle: string): TaskFacts {
  const { id, eventId, title, description, status, priority, assigneeId, creatorId } = task;
  return {
    ...{ id, eventId, eventTitle, title, description, status, priority, assigneeId, creatorId },
    dueAt: task.dueAt?.toISOString() ?? null,
    completedAt: task.completedAt?.toISOString() ?? null,
    createdAt: task.createdAt.toISOString(),
    updatedAt: task.updatedAt.toISOString(),
  };
}
