import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { Selection } from '../../platform/database/selection/selection.js';
import { pageOf, type Ordering, type Page } from '../../platform/http/lists/lists.js';
import {
  toExecutionResponse,
  type ExecutedStep,
  type ExecutionResponse,
  type ExecutionRow,
  type ExecutionsQuery,
} from './executions.dto.js';

const NEWEST_FIRST: Ordering = {
  ordering: { created_at: 'r.created_at' },
  default: '-id',
  tiebreak: 'r.id',
};

const STEPS = prepared(
  'messaging-steps-of-runs',
  `SELECT run_id AS "runId", type, status, due_at AS "dueAt", finished_at AS "finishedAt", error
   FROM messaging.workflow_steps WHERE run_id = ANY ($runs::bigint[]) ORDER BY id`,
);

@Injectable()
export class ExecutionsQueries {
  constructor(private readonly db: Database) {}

  async list(workflowId: number, query: ExecutionsQuery): Promise<Page<ExecutionResponse>> {
    const { items, ...count } = await new Selection({ from: 'messaging.workflow_runs r', id: 'r.id' })
      .must('r.workflow_id = $workflowId', { workflowId })
      .and('r.booking_id = $bookingId', { bookingId: query.booking_id })
      .page<ExecutionRow>(
        this.db,
        'r.id, r.booking_id AS "bookingId", r.trigger, r.created_at AS "createdAt"',
        pageOf(query, NEWEST_FIRST),
      );
    const runs = items.map(({ id }) => id);
    const steps = runs.length > 0 ? await this.db.query<ExecutedStep>(STEPS, { runs }) : [];
    const stepsOf = (run: ExecutionRow) => steps.filter(({ runId }) => runId === run.id);
    return { ...count, items: items.map((run) => toExecutionResponse(run, stepsOf(run))) };
  }
}
