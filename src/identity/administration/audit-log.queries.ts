import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { countUpTo } from '../../platform/http/lists/count.js';
import type { Page, PageRequest } from '../../platform/http/lists/lists.js';
import { AccountsQueries } from '../accounts/accounts.queries.js';
import type { AuditEntryResponse } from './audit-log.dto.js';

export interface AuditFilters {
  actor?: number;
  action?: string;
  subjectType?: string;
  from?: Date;
  to?: Date;
}

type AuditRow = Omit<AuditEntryResponse, 'actor_name'>;

@Injectable()
export class AuditLogQueries {
  constructor(
    private readonly db: Database,
    private readonly accounts: AccountsQueries,
  ) {}

  async list(filters: AuditFilters, page: PageRequest): Promise<Page<AuditEntryResponse>> {
    const { conditions, values } = conditionsOf(filters);
    const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : '';
    const count = await countUpTo(this.db, `SELECT 1 FROM platform.audit_log ${where}`, values);
    const rows = await this.db.query<AuditRow>(
      `SELECT a.id, a.occurred_at, a.actor_id AS actor, a.action, a.subject_type, a.subject_id,
         a.ip_address, a.request_id, a.details, s.hash
       FROM (SELECT * FROM platform.audit_log ${where} ORDER BY ${page.orderBy}
         LIMIT $${values.length + 1} OFFSET $${values.length + 2}) a
       LEFT JOIN platform.audit_seals s ON s.audit_id = a.id ORDER BY ${page.orderBy}`,
      [...values, page.limit, page.offset],
    );
    const actors = await this.accounts.people(rows.flatMap(({ actor }) => actor ?? []));
    const items = rows.map((row) => ({
      ...row,
      actor_name: (row.actor && actors.get(row.actor)?.fullName) || null,
    }));
    return { items, ...count };
  }
}

function conditionsOf({ actor, action, subjectType, from, to }: AuditFilters) {
  const conditions: string[] = [];
  const values: unknown[] = [];
  const where = (condition: string, value: unknown) => {
    if (value !== undefined) conditions.push(`${condition} $${values.push(value)}`);
  };
  where('actor_id =', actor);
  where('action =', action);
  where('subject_type =', subjectType);
  where('occurred_at >=', from);
  where('occurred_at <', to);
  return { conditions, values };
}
