import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Selection } from '../../platform/database/selection/selection.js';
import type { Page, PageRequest } from '../../platform/http/lists/lists.js';
import { AccountsQueries } from '../accounts/accounts.queries.js';
import type { AuditEntryResponse, AuditFilters } from './audit-log.dto.js';

type AuditRow = Omit<AuditEntryResponse, 'actor_name'>;

const LOG = {
  from: 'platform.audit_log a',
  id: 'a.id',
  rows: 'platform.audit_log a LEFT JOIN platform.audit_seals s ON s.audit_id = a.id',
};
const COLUMNS = `a.id, a.occurred_at, a.actor_id AS actor, a.action, a.subject_type, a.subject_id,
  a.ip_address, a.request_id, a.details, s.hash`;

@Injectable()
export class AuditLogQueries {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsQueries,
  ) {}

  async list(filters: AuditFilters, page: PageRequest): Promise<Page<AuditEntryResponse>> {
    const { actor, action, subjectType, subjectId, from, to } = filters;
    const selection = new Selection(LOG)
      .and('a.actor_id = $actor', { actor })
      .and('a.action = $action', { action })
      .and('a.subject_type = $subjectType', { subjectType })
      .and('a.subject_id = $subjectId', { subjectId })
      .and('a.occurred_at >= $from', { from })
      .and('a.occurred_at < $to', { to });
    const { items: rows, ...count } = await selection.page<AuditRow>(this.db, COLUMNS, page);
    const actors = await this.accounts.people(rows.flatMap(({ actor }) => actor ?? []));
    const items = rows.map((row) => ({
      ...row,
      actor_name: (row.actor && actors.get(row.actor)?.fullName) || null,
    }));
    return { items, ...count };
  }
}
