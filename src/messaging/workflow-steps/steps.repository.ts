import { Injectable } from '@nestjs/common';
import { pauseSql } from '../../platform/attempts/attempts.js';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import type { StepStatus, WorkflowRun, WorkflowStep } from '../workflows/workflow-step.entity.js';
import { Workflow } from '../workflows/workflow.entity.js';

const TRIES = 5;
const PAUSES_MS = [30_000, 120_000, 600_000, 1_800_000];
const WORKFLOW = columnList('w', Workflow);

const DUE = `messaging.workflow_steps s JOIN messaging.workflows w ON w.id = s.workflow_id
  WHERE s.status IN ('pending', 'running') AND s.next_attempt_at <= $now AND s.revision = w.revision`;
export const STEPS_DUE = `EXISTS (SELECT FROM ${DUE})`;

const NEXT = prepared(
  'messaging-due-workflow-steps',
  `SELECT s.id FROM ${DUE} AND ($withCalls::boolean OR s.type <> 'webhook')
   ORDER BY s.next_attempt_at, s.id LIMIT $limit`,
);

const FIND = prepared(
  'messaging-workflow-step',
  `SELECT s.id, s.workflow_id AS "workflowId", s.booking_id AS "bookingId", s.action, s.type,
     s.due_at AS "dueAt", r.trigger, r.occurrence, w.owner_id AS "ownerId"
   FROM messaging.workflow_steps s JOIN messaging.workflow_runs r ON r.id = s.run_id
   JOIN messaging.workflows w ON w.id = s.workflow_id
   WHERE s.id = $id AND s.status IN ('pending', 'running')`,
);

const LOCK_WORKFLOW = prepared(
  'messaging-workflow-of-step',
  `SELECT ${WORKFLOW} FROM messaging.workflows w WHERE w.id = $id FOR SHARE`,
);

const CLAIM = prepared(
  'messaging-claim-workflow-step',
  `SELECT s.id FROM messaging.workflow_steps s WHERE s.id = $id AND s.status IN ('pending', 'running')
     AND s.next_attempt_at <= $now AND s.revision = $revision FOR UPDATE SKIP LOCKED`,
);

const FINISH = prepared(
  'messaging-finish-workflow-step',
  `UPDATE messaging.workflow_steps
   SET status = $status::text, error = $error, attempts = attempts + 1,
     finished_at = CASE WHEN $status::text <> 'running' THEN $now::timestamptz END,
     next_attempt_at = CASE WHEN $status::text = 'running' THEN 'infinity' ELSE next_attempt_at END
   WHERE id = $id`,
);

/** Nobody else does it for a while: long enough for the other side to answer. */
const START = prepared(
  'messaging-start-workflow-step',
  `UPDATE messaging.workflow_steps
   SET status = 'running', next_attempt_at = $now::timestamptz + interval '1 minute' WHERE id = $id`,
);

const FAIL = prepared(
  'messaging-fail-workflow-step',
  `UPDATE messaging.workflow_steps SET error = $error, attempts = attempts + 1,
     status = CASE WHEN $isFinal OR attempts + 1 >= ${TRIES} THEN 'failed' ELSE 'pending' END,
     finished_at = CASE WHEN $isFinal OR attempts + 1 >= ${TRIES} THEN $now::timestamptz END,
     next_attempt_at = $now::timestamptz + ${pauseSql('attempts + 1', PAUSES_MS)}
   WHERE id = $id AND status IN ('pending', 'running') RETURNING status`,
);

/** What became of the text messages that were handed over. */
const TEXTS_SETTLED = `messaging.workflow_steps s
  JOIN platform.texts t ON t.dedupe_key = 'workflow-step:' || s.id
  WHERE s.status = 'running' AND s.type = 'sms' AND t.status <> 'waiting'`;
export const TEXTS_TO_SETTLE = `EXISTS (SELECT FROM ${TEXTS_SETTLED})`;
const SETTLE_TEXTS = prepared(
  'messaging-settle-workflow-texts',
  `UPDATE messaging.workflow_steps u SET finished_at = $now, error = done.error,
     status = CASE WHEN done.sent THEN 'succeeded' ELSE 'failed' END
   FROM (SELECT s.id, t.status = 'sent' AS sent, t.last_error AS error FROM ${TEXTS_SETTLED}) done
   WHERE u.id = done.id`,
);

const FORGET = `DELETE FROM messaging.workflow_runs WHERE id IN (
  SELECT r.id FROM messaging.workflow_runs r WHERE r.created_at < $before AND NOT EXISTS (
    SELECT FROM messaging.workflow_steps s WHERE s.run_id = r.id AND s.status IN ('pending', 'running'))
  ORDER BY r.created_at LIMIT $limit)`;

export type DueStep = Pick<WorkflowStep, 'id' | 'workflowId' | 'bookingId' | 'action' | 'type' | 'dueAt'> &
  Pick<WorkflowRun, 'trigger' | 'occurrence'> &
  Pick<Workflow, 'ownerId'>;

export type StepEnd = Extract<StepStatus, 'succeeded' | 'skipped' | 'cancelled'>;

export function textKey(stepId: number): string {
  return `workflow-step:${stepId}`;
}

/** Steps as they are done. What was planned for an earlier form of its workflow is not due. */
@Injectable()
export class StepsRepository {
  constructor(private readonly db: Database) {}

  async due(now: Date, limit: number, { withCalls }: { withCalls: boolean }): Promise<number[]> {
    return (await this.db.query<{ id: number }>(NEXT, { now, limit, withCalls })).map(({ id }) => id);
  }

  async find(tx: Tx, id: number): Promise<DueStep | null> {
    return (await tx.query<DueStep>(FIND, { id }))[0] ?? null;
  }

  async lockWorkflow(tx: Tx, id: number): Promise<Workflow | null> {
    const [row] = await tx.query<object>(LOCK_WORKFLOW, { id });
    return row ? toEntity(Workflow, row) : null;
  }

  /** False where it is not due, or another process has it. */
  async claim(tx: Tx, id: number, revision: number, now: Date): Promise<boolean> {
    return (await tx.query(CLAIM, { id, revision, now })).length > 0;
  }

  async start(tx: Tx, id: number, now: Date): Promise<void> {
    await tx.query(START, { id, now });
  }

  async succeed(id: number, now: Date): Promise<void> {
    await this.db.query(FINISH, { id, status: 'succeeded', error: null, now });
  }

  async finish(
    tx: Tx,
    id: number,
    { status, error }: { status: StepEnd | 'running'; error: string | null },
    now: Date,
  ) {
    await tx.query(FINISH, { id, status, error, now });
  }

  /** Tried again after a pause, five times in all; then it stands as failed. */
  async fail(id: number, error: string, now: Date, isFinal = false): Promise<void> {
    await this.db.query(FAIL, { id, error, isFinal, now });
  }

  async settleTexts(now: Date): Promise<void> {
    await this.db.query(SETTLE_TEXTS, { now });
  }

  async forget(before: Date, limit: number): Promise<void> {
    await this.db.query(FORGET, { before, limit });
  }
}
