import type {
  TaskAssigned,
  TaskCompleted,
  TaskSnapshot,
  TaskUnassigned,
} from '../../collaboration/collaboration.events.js';
import type { PayloadOf, PublishedEvent } from '../../platform/events/event.js';
import type { NotificationTemplate } from './notification-template.policy.js';

export function taskAssigned({
  id,
  payload,
}: PublishedEvent<PayloadOf<typeof TaskAssigned>>): NotificationTemplate[] {
  const { assigneeId, previousAssigneeId, actorId, title, eventTitle } = payload;
  const assigned: NotificationTemplate = {
    ...aboutTask('task_assigned', payload),
    to: { people: [assigneeId] },
    by: actorId,
    occurrence: String(id),
    title: 'A task for you',
    message: () => `The task “${title}” of “${eventTitle}” is yours.`,
  };
  return previousAssigneeId === null ? [assigned] : [assigned, taken(id, payload, previousAssigneeId, actorId)];
}

/** To who had it, that it was taken back; to who made it, or the organizer, that its assignee left. */
export function taskUnassigned({
  id,
  payload,
}: PublishedEvent<PayloadOf<typeof TaskUnassigned>>): NotificationTemplate[] {
  const { previousAssigneeId, creatorId, actorId, cause, title, eventTitle } = payload;
  if (cause === 'taken_back') return [taken(id, payload, previousAssigneeId, actorId)];
  const open: NotificationTemplate = {
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

export function taskCompleted({
  id,
  payload,
}: PublishedEvent<PayloadOf<typeof TaskCompleted>>): NotificationTemplate[] {
  const { creatorId, actorId, title, eventTitle } = payload;
  const completed: NotificationTemplate = {
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

/** To the assignee, or else the creator; once for each due date. */
export function taskDue({ payload }: PublishedEvent<TaskSnapshot>): NotificationTemplate[] {
  const { assigneeId, creatorId, dueAt, title, eventTitle } = payload;
  if (dueAt === null) return [];
  const due: NotificationTemplate = {
    ...aboutTask('task_due', payload),
    to: { people: [assigneeId ?? creatorId] },
    occurrence: dueAt,
    title: 'A task is due',
    message: (clock) => `The task “${title}” of “${eventTitle}” is due by ${clock.moment(dueAt)}.`,
  };
  return [due];
}

function taken(
  eventId: number,
  task: TaskSnapshot,
  previousAssigneeId: number,
  actorId: number | null,
): NotificationTemplate {
  return {
    ...aboutTask('task_unassigned', task),
    to: { people: [previousAssigneeId] },
    by: actorId,
    occurrence: String(eventId),
    title: 'A task is not yours any more',
    message: () => `The task “${task.title}” of “${task.eventTitle}” is not yours any more.`,
  };
}

function aboutTask<Kind extends NotificationTemplate['kind']>(
  kind: Kind,
  { id, eventId, eventTitle }: TaskSnapshot,
) {
  return {
    kind,
    readersOf: eventId,
    subject: `task:${id}`,
    event: { id: eventId, title: eventTitle },
    relatedId: id,
    link: `/events/${eventId}#tasks`,
  };
}
