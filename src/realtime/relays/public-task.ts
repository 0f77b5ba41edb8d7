import type { TaskFacts } from '../../collaboration/collaboration.events.js';
import type { FrameDraft } from '../feed/frame.js';
import { mention } from '../feed/mentions.js';
import { readersOf, told } from './told.js';

/** A task as its list shows it, for those signed in who may read its event. */
export function tellTask(type: `task_${string}`, task: TaskFacts, more: object = {}): FrameDraft[] {
  const data = {
    id: task.id,
    title: task.title,
    description: task.description,
    status: task.status,
    priority: task.priority,
    due_date: task.dueAt,
    event: { id: task.eventId, title: task.eventTitle },
    assignee: mention(task.assigneeId),
    creator: mention(task.creatorId),
    completed_at: task.completedAt,
    created_at: task.createdAt,
    updated_at: task.updatedAt,
    ...more,
  };
  return [told(type, data, readersOf(task.eventId, task, 'signedIn'))];
}
