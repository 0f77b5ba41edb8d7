import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { pageOf, type Ordering, type Page } from '../../platform/http/lists/lists.js';
import { NotFound } from '../../shared/errors.js';
import { endOfDay, startOfDay } from '../../shared/local-days.js';
import { visibleTo } from '../model/event-visibility.rules.js';
import { eventItems } from '../participation/event-items-selection.queries.js';
import { Task, type TaskStatus } from './task.entity.js';
import {
  toTaskDetails,
  toTaskResponse,
  type TaskDetailsResponse,
  type TaskResponse,
  type TasksQuery,
} from './tasks.dto.js';

const ORDERING: Ordering = {
  ordering: { created_at: 'x.created_at', updated_at: 'x.updated_at', due_date: 'x.due_at' },
  default: '-created_at',
  tiebreak: 'x.id',
};

const ONE = prepared(
  'collaboration-task',
  `SELECT ${columnList('x', Task)}, e.title AS "eventTitle", e.starts_at AS "startsAt"
   FROM collaboration.tasks x JOIN collaboration.events e ON e.id = x.event_id
   WHERE x.id = $1 AND ${visibleTo.sql('e', '$2', '$3')}`,
);

const BRIEF = prepared(
  'collaboration-tasks-brief',
  'SELECT id, title, status FROM collaboration.tasks WHERE event_id = $1 ORDER BY created_at, id LIMIT 1000',
);

type Row = Task & { eventTitle: string };

/** Shows tasks in at most three statements. */
@Injectable()
export class TasksQueries {
  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
  ) {}

  /** Days are days of `zone`. */
  async list(caller: Caller, query: TasksQuery, zone: string): Promise<Page<TaskResponse>> {
    const { due_date_from: from, due_date_to: to } = query;
    const selection = eventItems('collaboration.tasks', caller, query.event)
      .and('x.assignee_id = $assignee', { assignee: query.assignee })
      .and('x.status = $status', { status: query.status })
      .and('x.due_at >= $from', { from: from && startOfDay(from, zone) })
      .and('x.due_at < $to', { to: to && endOfDay(to, zone) });
    const columns = `${columnList('x', Task)}, e.title AS "eventTitle"`;
    const page = await selection.page<Row>(this.db, columns, pageOf(query, ORDERING));
    const people = await this.identity.people(
      page.items.flatMap(({ creatorId, assigneeId }) =>
        assigneeId === null ? [creatorId] : [creatorId, assigneeId],
      ),
    );
    return { ...page, items: page.items.map((row) => toTaskResponse(row, row.eventTitle, people)) };
  }

  /** `NotFound` to those who do not see its event. */
  async get(caller: Caller, id: number): Promise<TaskDetailsResponse> {
    const rows = await this.db.query<Row & { startsAt: Date }>(ONE, [id, caller.id, caller.isAdmin]);
    const [found] = rows;
    if (!found) throw new NotFound('The task');
    const { eventTitle, startsAt } = found;
    const task = toEntity(Task, found);
    const { assigneeId } = task;
    const people = await this.identity.people([task.creatorId, assigneeId ?? task.creatorId]);
    // Anybody could learn anybody's address by giving them a task.
    const email = assigneeId === caller.id ? caller.email : null;
    return toTaskDetails(task, { title: eventTitle, startsAt }, people, email);
  }

  /** The first thousand tasks of an event; who may see them is for the caller to check. */
  briefOf(
    source: Pick<Tx, 'query'>,
    eventId: number,
  ): Promise<{ id: number; title: string; status: TaskStatus }[]> {
    return source.query(BRIEF, [eventId]);
  }
}
