import { Injectable } from '@nestjs/common';
import { CheckupService } from '../../platform/monitoring/checkup.service.js';
import { pageOf, type Page } from '../../platform/http/lists/lists.js';
import type { Finding } from '../../platform/registries/checkup-source.js';
import { ofFifty } from '../../platform/pages/page-lists.js';
import { AUDIT_ORDERING, auditFilters, type AuditEntryResponse } from '../administration/audit-log.dto.js';
import { AuditLogQueries } from '../administration/audit-log.queries.js';
import type { AuditPageQuery } from './admin-forms.dto.js';

interface Audit {
  list: Page<AuditEntryResponse>;
  /** How the chain was found, where it was asked for from its beginning. */
  verified: Finding | null;
}

@Injectable()
export class AuditPageService {
  constructor(
    private readonly log: AuditLogQueries,
    private readonly checkup: CheckupService,
  ) {}

  async read(query: AuditPageQuery, zone: string): Promise<Audit> {
    const list = await this.log.list(auditFilters(query, zone), pageOf(ofFifty(query), AUDIT_ORDERING));
    const findings = query.verify ? await this.checkup.findings({ isWhole: true }) : [];
    return { list, verified: findings.find(({ name }) => name === 'audit') ?? null };
  }
}
