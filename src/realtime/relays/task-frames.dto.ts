import type { TaskSnapshot } from '../../collaboration/collaboration.events.js';
import type { FrameDraft } from '../feed/frame.entity.js';
import { userRef } from '../feed/frame.entity.js';
import { readersOf, eventFrame } from './relay.rules.js';

export function taskFrames(type: `task_${string}`, task: TaskSnapshot, more: object = {}): FrameDraft[] {
  const data = {
    id: task.id,
    title: task.title,
    description: task.description,
    status: task.status,
    priority: task.priority,
    due_date: task.dueAt,
    event: { id: task.eventId, title: task.eventTitle },
    assignee: userRef(task.assigneeId),
    creator: userRef(task.creatorId),
    completed_at: task.completedAt,
    created_at: task.createdAt,
    updated_at: task.updatedAt,
    ...more,
  };
  return [eventFrame(type, data, readersOf(task.eventId, task, 'signedIn'))];
}
