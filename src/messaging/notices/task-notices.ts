import type {
  TaskAssigned,
  TaskCompleted,
  TaskFacts,
  TaskUnassigned,
} from '../../collaboration/collaboration.events.js';
import type { PayloadOf, PublishedEvent } from '../../platform/events/event.js';
import type { Notice } from './notice.js';

/** Who has the task now, and who had it before. */
export function taskAssigned({ id, payload }: PublishedEvent<PayloadOf<typeof TaskAssigned>>): Notice[] {
  const { assigneeId, previousAssigneeId, actorId, title, eventTitle } = payload;
  const assigned: Notice = {
    ...aboutTask('task_assigned', payload),
    to: { people: [assigneeId] },
    by: actorId,
    occurrence: String(id),
    title: 'A task for you',
    message: () => `The task “${title}” of “${eventTitle}” is yours.`,
  };
  return previousAssigneeId === null ? [assigned] : [assigned, taken(id, payload, previousAssigneeId, actorId)];
}

/** Who had it hears that it was taken back; who made it, or else the organizer, that its assignee left. */
export function taskUnassigned({ id, payload }: PublishedEvent<PayloadOf<typeof TaskUnassigned>>): Notice[] {
  const { previousAssigneeId, creatorId, actorId, cause, title, eventTitle } = payload;
  if (cause === 'taken_back') return [taken(id, payload, previousAssigneeId, actorId)];
  const open: Notice = {
    ...aboutTask('task_unassigned', payload),
    to: creatorId === previousAssigneeId ? { organizerOf: payload.eventId } : { people: [creatorId] },
    actor: previousAssigneeId,
    by: actorId,
    occurrence: String(id),
    title: 'A task is open again',
    message: () => `left “${eventTitle}”; nobody has the task “${title}” now.`,
  };
  return [open];
}

export function taskCompleted({ id, payload }: PublishedEvent<PayloadOf<typeof TaskCompleted>>): Notice[] {
  const { creatorId, actorId, title, eventTitle } = payload;
  const completed: Notice = {
    ...aboutTask('task_completed', payload),
    to: { people: [creatorId] },
    ...(actorId !== null && { actor: actorId }),
    occurrence: String(id),
    title: 'Task completed',
    message: () =>
      actorId === null
        ? `The task “${title}” is completed.`
        : `completed the task “${title}” of “${eventTitle}”.`,
  };
  return [completed];
}

/** Who has it, or else who made it; once for each due date. */
export function taskDue({ payload }: PublishedEvent<TaskFacts>): Notice[] {
  const { assigneeId, creatorId, dueAt, title, eventTitle } = payload;
  if (dueAt === null) return [];
  const due: Notice = {
    ...aboutTask('task_due', payload),
    to: { people: [assigneeId ?? creatorId] },
    occurrence: dueAt,
    title: 'A task is due',
    message: (clock) => `The task “${title}” of “${eventTitle}” is due by ${clock.moment(dueAt)}.`,
  };
  return [due];
}

function taken(eventId: number, task: TaskFacts, previousAssigneeId: number, actorId: number | null): Notice {
  return {
    ...aboutTask('task_unassigned', task),
    to: { people: [previousAssigneeId] },
    by: actorId,
    occurrence: String(eventId),
    title: 'A task is not yours any more',
    message: () => `The task “${task.title}” of “${task.eventTitle}” is not yours any more.`,
  };
}

function aboutTask<Kind extends Notice['kind']>(kind: Kind, { id, eventId, eventTitle }: TaskFacts) {
  return {
    kind,
    readersOf: eventId,
    subject: `task:${id}`,
    event: { id: eventId, title: eventTitle },
    relatedId: id,
    link: `/events/${eventId}/tasks/${id}`,
  };
}
