import { Injectable } from '@nestjs/common';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { NotFound } from '../../shared/errors.js';
import { TooManyWorkflows } from '../messaging.errors.js';
import { Workflow } from './workflow.entity.js';

export const MAX_WORKFLOWS = 50;
const LOCK_CLASS = 726_686;

const WORKFLOW = columnList('w', Workflow);

const LOCK_OWNER = `SELECT pg_advisory_xact_lock(${LOCK_CLASS}, hashtext('workflows:' || $ownerId::bigint))`;
const COUNT = `SELECT count(*) AS live FROM messaging.workflows
  WHERE owner_id = $ownerId AND deleted_at IS NULL`;

const LOCK = `SELECT ${WORKFLOW} FROM messaging.workflows w
  WHERE w.id = $id AND w.owner_id = $ownerId AND w.deleted_at IS NULL FOR UPDATE`;

const OPEN = `s.workflow_id = $id AND s.status = 'pending'`;

const WITHDRAW = prepared(
  'messaging-withdraw-workflow-steps',
  `UPDATE messaging.workflow_steps s SET status = 'cancelled', finished_at = $now, error = NULL WHERE ${OPEN}`,
);

/** Of runs that are under way: what is no action any more goes, the others fall due by the new delays. */
const PLAN_ANEW = prepared(
  'messaging-plan-workflow-anew',
  `WITH wanted AS (
     SELECT a.key, a.type, make_interval(mins => a."delayMinutes") AS delay
     FROM json_to_recordset($actions::json) AS a (key integer, type text, "delayMinutes" integer)
   ), under_way AS (
     SELECT DISTINCT r.id, r.booking_id, r.anchor_at FROM messaging.workflow_steps s
     JOIN messaging.workflow_runs r ON r.id = s.run_id WHERE ${OPEN} AND r.trigger = $trigger
   ), changed AS (
     UPDATE messaging.workflow_steps s SET revision = $revision, due_at = r.anchor_at + a.delay,
       next_attempt_at = greatest(r.anchor_at + a.delay, CASE WHEN s.attempts > 0 THEN s.next_attempt_at END)
     FROM under_way r, wanted a WHERE ${OPEN} AND r.id = s.run_id AND a.key = s.action
   ), dropped AS (
     UPDATE messaging.workflow_steps s SET status = 'cancelled', finished_at = $now, error = NULL
     WHERE ${OPEN} AND NOT EXISTS (SELECT FROM under_way r, wanted a WHERE r.id = s.run_id AND a.key = s.action)
   )
   INSERT INTO messaging.workflow_steps
     (run_id, workflow_id, booking_id, action, type, revision, status, due_at, next_attempt_at)
   SELECT r.id, $id, r.booking_id, a.key, a.type, $revision, 'pending', r.anchor_at + a.delay,
     r.anchor_at + a.delay
   FROM under_way r, wanted a ORDER BY r.id, a.key
   ON CONFLICT ON CONSTRAINT workflow_steps_once DO NOTHING`,
);

/** Workflows as they are written. Others' and deleted ones are not found. */
@Injectable()
export class WorkflowsRepository {
  /** Refuses with `TooManyWorkflows`. */
  async insert(tx: Tx, workflow: Workflow): Promise<void> {
    const { ownerId } = workflow;
    await tx.query(LOCK_OWNER, { ownerId });
    const [row] = await tx.query<{ live: number }>(COUNT, { ownerId });
    if (row!.live >= MAX_WORKFLOWS) throw new TooManyWorkflows();
    await tx.manager.insert(Workflow, workflow);
  }

  async getForUpdate(tx: Tx, ownerId: number, id: number): Promise<Workflow> {
    const [row] = await tx.query<object>(LOCK, { ownerId, id });
    if (!row) throw new NotFound('The workflow');
    return toEntity(Workflow, row);
  }

  async update(tx: Tx, { id, ...values }: Workflow): Promise<void> {
    await tx.manager.update(Workflow, { id }, values);
  }

  async withdraw(tx: Tx, id: number, now: Date): Promise<void> {
    await tx.query(WITHDRAW, { id, now });
  }

  /** Of what events set off; what the clock does is planned with each booking. */
  async planAnew(tx: Tx, { id, trigger, revision, actions }: Workflow, now: Date): Promise<void> {
    await tx.query(PLAN_ANEW, { id, trigger, revision, actions: JSON.stringify(actions), now });
  }
}
