import { Injectable } from '@nestjs/common';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { Selection } from '../../platform/database/selection/selection.js';
import type { Tx } from '../../platform/database/tx.js';
import { pageOf, type Ordering, type Page } from '../../platform/http/lists/lists.js';
import { NotFound } from '../../shared/errors.js';
import { Workflow } from './workflow.entity.js';
import { toWorkflowResponse, type WorkflowResponse, type WorkflowsQuery } from './workflows.dto.js';

const ORDER: Ordering = {
  ordering: { name: 'w.name', created_at: 'w.created_at', updated_at: 'w.updated_at' },
  default: 'id',
  tiebreak: 'w.id',
};
const WORKFLOW = columnList('w', Workflow);

const ONE = prepared(
  'messaging-own-workflow',
  `SELECT ${WORKFLOW} FROM messaging.workflows w
   WHERE w.id = $id AND w.owner_id = $ownerId AND w.deleted_at IS NULL`,
);

/** One's own workflows; others' are not found. */
@Injectable()
export class WorkflowsQueries {
  constructor(private readonly db: Database) {}

  async list(ownerId: number, { trigger, is_active: isActive, ...page }: WorkflowsQuery) {
    const { items, ...count } = await new Selection({ from: 'messaging.workflows w', id: 'w.id' })
      .must('w.owner_id = $ownerId AND w.deleted_at IS NULL', { ownerId })
      .and('w.trigger = $trigger', { trigger })
      .and('w.is_active = $isActive', { isActive })
      .page(this.db, WORKFLOW, pageOf(page, ORDER));
    const shown = items.map((row) => toWorkflowResponse(toEntity(Workflow, row)));
    return { ...count, items: shown } satisfies Page<WorkflowResponse>;
  }

  async get(ownerId: number, id: number, source: Pick<Tx, 'query'> = this.db): Promise<Workflow> {
    const [row] = await source.query<object>(ONE, { ownerId, id });
    if (!row) throw new NotFound('The workflow');
    return toEntity(Workflow, row);
  }
}
