import { Injectable } from '@nestjs/common';
import { firmSeat } from '../../booking/booking.api.js';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { Workflow } from '../workflows/workflow.entity.js';
import { plannedKey, TOO_LATE, type Planned, type PlannedRun } from './run-plan.policy.js';

const LOCK_CLASS = 726_687;
const WORKFLOW = columnList('w', Workflow);
export const TO_PLAN = 'EXISTS (SELECT FROM messaging.workflows WHERE planned_up_to IS NOT NULL)';

const OF_OWNERS = prepared(
  'messaging-workflows-of-owners',
  `SELECT ${WORKFLOW} FROM messaging.workflows w
   WHERE w.owner_id = ANY ($owners::bigint[]) AND w.deleted_at IS NULL AND w.is_active
   ORDER BY w.id FOR SHARE`,
);

const LOCK_BOOKINGS = prepared(
  'messaging-plan-bookings-lock',
  `SELECT clock_timestamp() AS at, pg_advisory_xact_lock(${LOCK_CLASS}, h)
   FROM (SELECT DISTINCT hashtext('booking:' || id) AS h FROM unnest($ids::bigint[]) id ORDER BY 1) hashes`,
);

const OPEN = prepared(
  'messaging-open-workflow-steps',
  `SELECT s.id, s.workflow_id AS "workflowId", s.booking_id AS "bookingId", r.trigger, r.occurrence
   FROM messaging.workflow_steps s JOIN messaging.workflow_runs r ON r.id = s.run_id
   WHERE s.booking_id = ANY ($bookings::bigint[]) AND s.workflow_id = ANY ($workflows::bigint[])
     AND s.status = 'pending'`,
);

const WITHDRAW = prepared(
  'messaging-withdraw-steps',
  `UPDATE messaging.workflow_steps SET status = 'cancelled', finished_at = $now, error = NULL
   WHERE id = ANY ($ids::bigint[]) AND status = 'pending'`,
);

const KEEP_RUNS = prepared(
  'messaging-keep-workflow-runs',
  `INSERT INTO messaging.workflow_runs AS r
     (workflow_id, booking_id, trigger, occurrence, anchor_at, created_at)
   SELECT d."workflowId", d."bookingId", d.trigger, d.occurrence, d."anchorAt", $now
   FROM json_to_recordset($runs::json) AS d ("workflowId" bigint, "bookingId" bigint, trigger text,
     occurrence text, "anchorAt" timestamptz)
   ORDER BY 1, 2, 3, 4
   ON CONFLICT ON CONSTRAINT workflow_runs_once DO UPDATE
     SET anchor_at = CASE WHEN $byTheClock::boolean THEN excluded.anchor_at ELSE r.anchor_at END
   RETURNING r.id, r.workflow_id AS "workflowId", r.booking_id AS "bookingId", r.trigger, r.occurrence`,
);

const STEPS = `INSERT INTO messaging.workflow_steps AS s
     (run_id, workflow_id, booking_id, action, type, revision, status, due_at, next_attempt_at,
      finished_at, error)
   SELECT d."runId", d."workflowId", d."bookingId", d.action, d.type, d.revision, d.status, d."dueAt",
     d."dueAt", CASE WHEN d.status = 'skipped' THEN $now::timestamptz END,
     CASE WHEN d.status = 'skipped' THEN '${TOO_LATE}' END
   FROM json_to_recordset($steps::json) AS d ("runId" bigint, "workflowId" bigint, "bookingId" bigint,
     action integer, type text, revision integer, status text, "dueAt" timestamptz)
   ON CONFLICT ON CONSTRAINT workflow_steps_once`;

const KEEP_STEPS = prepared('messaging-keep-workflow-steps', `${STEPS} DO NOTHING`);

/** What is under way for the same moment goes on; what was withdrawn comes back; what is done stays. */
const UNTOUCHED = `s.status = 'pending' AND s.due_at = excluded.due_at`;
const KEEP_CLOCK_STEPS = prepared(
  'messaging-keep-steps-by-the-clock',
  `${STEPS} DO UPDATE SET revision = excluded.revision, due_at = excluded.due_at,
     status = CASE WHEN ${UNTOUCHED} THEN s.status ELSE excluded.status END,
     attempts = CASE WHEN ${UNTOUCHED} THEN s.attempts ELSE 0 END,
     next_attempt_at = CASE WHEN ${UNTOUCHED} THEN s.next_attempt_at ELSE excluded.next_attempt_at END,
     finished_at = CASE WHEN ${UNTOUCHED} THEN NULL ELSE excluded.finished_at END,
     error = CASE WHEN ${UNTOUCHED} THEN s.error ELSE excluded.error END
   WHERE s.status IN ('pending', 'cancelled')
     OR s.status IN ('skipped', 'failed') AND excluded.status = 'pending'`,
);

const NEXT_TO_PLAN = `SELECT ${WORKFLOW} FROM messaging.workflows w WHERE w.planned_up_to IS NOT NULL
  ORDER BY w.id LIMIT 1 FOR UPDATE SKIP LOCKED`;

const BOOKINGS_TO_PLAN = prepared(
  'messaging-bookings-to-plan',
  `(SELECT b.booking_id AS id FROM booking.time_bookings b
    WHERE b.kind = 'appointment' AND b.host_id = $ownerId AND b.booking_id > $after AND ${firmSeat.sql('b')}
      AND b.ends_at + make_interval(mins => $minutesAfter) > $now
    ORDER BY b.booking_id LIMIT $limit)
   UNION
   (SELECT DISTINCT s.booking_id FROM messaging.workflow_steps s
    WHERE s.workflow_id = $id AND s.status = 'pending' AND s.booking_id > $after ORDER BY 1 LIMIT $limit)
   ORDER BY id LIMIT $limit`,
);

type Kept = Planned & { id: number };

/** Workflows as they are planned. Locks: workflows by id, bookings' plans, then runs and steps. */
@Injectable()
export class PlanningRepository {
  /** None of them changes until the commit. */
  async lockOfOwners(tx: Tx, owners: number[]): Promise<Workflow[]> {
    return (await tx.query<object>(OF_OWNERS, { owners })).map((row) => toEntity(Workflow, row));
  }

  /** One plans a booking at a time. Answers the database's clock, by which events are dated. */
  async lockBookings(tx: Tx, ids: number[]): Promise<Date> {
    return (await tx.query<{ at: Date }>(LOCK_BOOKINGS, { ids })).at(-1)!.at;
  }

  open(tx: Tx, workflows: number[], bookings: number[]): Promise<Kept[]> {
    return tx.query<Kept>(OPEN, { workflows, bookings });
  }

  async withdraw(tx: Tx, ids: number[], now: Date): Promise<void> {
    if (ids.length > 0) await tx.query(WITHDRAW, { ids, now });
  }

  async keep(tx: Tx, runs: PlannedRun[], now: Date, { byTheClock }: { byTheClock: boolean }): Promise<void> {
    if (runs.length === 0) return;
    const kept = await tx.query<Kept>(KEEP_RUNS, { runs: JSON.stringify(runs), now, byTheClock });
    const ids = new Map(kept.map((run) => [plannedKey(run), run.id]));
    const steps = runs.flatMap((run) => {
      const { workflowId, bookingId, revision } = run;
      return run.steps.map((step) => ({
        ...step,
        runId: ids.get(plannedKey(run)),
        workflowId,
        bookingId,
        revision,
      }));
    });
    await tx.query(byTheClock ? KEEP_CLOCK_STEPS : KEEP_STEPS, { steps: JSON.stringify(steps), now });
  }

  /** One that was changed and is not planned anew to its end; null where others see to all of them. */
  async nextToPlan(tx: Tx): Promise<Workflow | null> {
    const [row] = await tx.query<object>(NEXT_TO_PLAN);
    return row ? toEntity(Workflow, row) : null;
  }

  async bookingsToPlan(tx: Tx, { id, ownerId, plannedUpTo, ...of }: Workflow, now: Date, limit: number) {
    const delays = of.actions.map(({ delayMinutes }) => delayMinutes);
    const offset = of.trigger === 'after_booking' ? (of.offsetMinutes ?? 0) : 0;
    const minutesAfter = offset + Math.max(...delays);
    const asked = { id, ownerId, after: plannedUpTo ?? 0, minutesAfter, now, limit };
    return (await tx.query<{ id: number }>(BOOKINGS_TO_PLAN, asked)).map((row) => row.id);
  }

  async plannedUpTo(tx: Tx, { id }: Workflow, bookingId: number | null): Promise<void> {
    await tx.query('UPDATE messaging.workflows SET planned_up_to = $bookingId WHERE id = $id', {
      id,
      bookingId,
    });
  }
}
