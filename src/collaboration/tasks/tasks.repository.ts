import { Injectable } from '@nestjs/common';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import type { Tx } from '../../platform/database/tx.js';
import { NotFound } from '../../shared/errors.js';
import { visibilityJson } from '../model/event.sql.js';
import type { EventOfTask } from './task-snapshot.rules.js';
import { REMINDED_BEFORE_MS, Task } from './task.entity.js';

type Source = Pick<Tx, 'query'>;

const RETURNING = `RETURNING ${columnList('t', Task)}`;
const OF_EVENT = `jsonb_build_object('title', e.title) || ${visibilityJson('e')} AS event`;

const INSERT = `INSERT INTO collaboration.tasks AS t
  (event_id, creator_id, title, description, status, priority, due_at, reminded_for, assignee_id, assigned_at,
   created_at, updated_at)
  VALUES ($eventId, $creatorId, $title, $description, $status, $priority, $dueAt, $remindedFor,
    $assigneeId::bigint, CASE WHEN $assigneeId::bigint IS NOT NULL THEN clock_timestamp() END, $createdAt,
    $createdAt)
  ${RETURNING}`;

const UPDATE = `UPDATE collaboration.tasks AS t
  SET title = $title, description = $description, status = $status, priority = $priority, due_at = $dueAt,
    reminded_for = $remindedFor, assignee_id = $assigneeId::bigint,
    assigned_at = CASE WHEN $assigneeId::bigint IS NULL THEN NULL
      WHEN t.assignee_id = $assigneeId::bigint THEN t.assigned_at ELSE clock_timestamp() END,
    completed_at = $completedAt, updated_at = $updatedAt
  WHERE t.id = $id`;

const COMPLETE = `UPDATE collaboration.tasks AS t SET status = 'completed', completed_at = $3, updated_at = $3
  WHERE t.id = $1 AND $2 IN (t.creator_id, t.assignee_id) AND t.status <> 'completed' ${RETURNING}`;

// The leaver's seat is locked: nobody gives them a task meanwhile.
const UNASSIGN_LEAVER = `UPDATE collaboration.tasks AS t
  SET assignee_id = NULL, assigned_at = NULL, updated_at = $3
  FROM collaboration.events e
  WHERE t.event_id = ANY($1::bigint[]) AND t.assignee_id = $2 AND e.id = t.event_id AND e.organizer_id <> $2
  ${RETURNING}, ${OF_EVENT}`;

const UNASSIGN_ALL = `UPDATE collaboration.tasks AS t
  SET assignee_id = NULL, assigned_at = NULL, updated_at = $2
  FROM collaboration.events e WHERE e.id = t.event_id AND t.assignee_id = $1 ${RETURNING}, ${OF_EVENT}`;

const TO_REMIND = `collaboration.tasks due JOIN collaboration.events of ON of.id = due.event_id
  WHERE due.status <> 'completed' AND due.reminded_for IS DISTINCT FROM due.due_at
    AND of.state <> 'cancelled' AND of.deleted_at IS NULL`;

export const REMINDERS_DUE = `EXISTS (SELECT FROM ${TO_REMIND} AND due.due_at > $now
  AND due.due_at <= $now::timestamptz + interval '${REMINDED_BEFORE_MS / 1000} seconds')`;

const REMIND = `UPDATE collaboration.tasks AS t SET reminded_for = t.due_at
  FROM collaboration.events e
  WHERE e.id = t.event_id AND t.id IN (
    SELECT due.id FROM ${TO_REMIND} AND due.due_at > $1 AND due.due_at <= $2
    ORDER BY due.due_at LIMIT $3 FOR UPDATE OF due SKIP LOCKED)
  ${RETURNING}, ${OF_EVENT}`;

export interface TaskWithEvent {
  task: Task;
  event: EventOfTask;
}

@Injectable()
export class TasksRepository {
  async insert(tx: Tx, task: Task): Promise<Task> {
    const [row] = await tx.query<Task>(INSERT, { ...task });
    return toEntity(Task, row!);
  }

  async update(tx: Tx, task: Task): Promise<void> {
    await tx.query(UPDATE, { ...task });
  }

  /** Null where it is completed already, or neither made by the person nor assigned. */
  async complete(tx: Tx, id: number, personId: number, at: Date): Promise<Task | null> {
    const [row] = await tx.query<Task>(COMPLETE, [id, personId, at]);
    return row ? toEntity(Task, row) : null;
  }

  async delete(tx: Tx, id: number): Promise<void> {
    await tx.query('DELETE FROM collaboration.tasks WHERE id = $1', [id]);
  }

  /** Refuses with `NotFound`. */
  async eventIdOf(source: Source, id: number): Promise<number> {
    const sql = 'SELECT event_id AS "eventId" FROM collaboration.tasks WHERE id = $1';
    const [row] = await source.query<{ eventId: number }>(sql, [id]);
    if (!row) throw new NotFound('The task');
    return row.eventId;
  }

  get(tx: Tx, id: number): Promise<Task> {
    return this.one(tx, id);
  }

  /** Locked until the commit; refuses with `NotFound`. */
  getForUpdate(tx: Tx, id: number): Promise<Task> {
    return this.one(tx, id, 'FOR UPDATE');
  }

  async unassignLeaver(tx: Tx, eventIds: number[], personId: number, now: Date): Promise<TaskWithEvent[]> {
    return toTasksWithEvents(await tx.query(UNASSIGN_LEAVER, [eventIds, personId, now]));
  }

  async unassignAll(tx: Tx, personId: number, now: Date): Promise<TaskWithEvent[]> {
    return toTasksWithEvents(await tx.query(UNASSIGN_ALL, [personId, now]));
  }

  /** Marks up to `limit` open tasks that are due before `until` as reminded of, once for a due date. */
  async claimDue(tx: Tx, now: Date, until: Date, limit: number): Promise<TaskWithEvent[]> {
    return toTasksWithEvents(await tx.query(REMIND, [now, until, limit]));
  }

  private async one(tx: Tx, id: number, lock = ''): Promise<Task> {
    const sql = `SELECT ${columnList('t', Task)} FROM collaboration.tasks t WHERE t.id = $1 ${lock}`;
    const [row] = await tx.query<Task>(sql, [id]);
    if (!row) throw new NotFound('The task');
    return toEntity(Task, row);
  }
}

function toTasksWithEvents(rows: { event: EventOfTask }[]): TaskWithEvent[] {
  return rows.map((row) => ({ task: toEntity(Task, row), event: row.event }));
}
