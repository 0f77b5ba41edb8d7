import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Requires } from '../../platform/auth/access.js';
import { pageOf, type Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { AcceptsTimeZone, ViewerZone } from '../../platform/http/request/viewer-zone.js';
import { AUDIT_ORDERING, AuditEntryResponse, auditFilters, AuditLogQuery } from './audit-log.dto.js';
import { AuditLogQueries } from './audit-log.queries.js';

@ApiTags('Administration')
@Controller('api/v1/admin/audit-log')
@Requires('admin')
export class AuditLogController {
  constructor(private readonly log: AuditLogQueries) {}

  @Get()
  @AcceptsTimeZone()
  @Operation({ summary: 'Who did what, when, and from where', body: AuditEntryResponse, list: true })
  list(@Query() query: AuditLogQuery, @ViewerZone() zone: string): Promise<Page<AuditEntryResponse>> {
    return this.log.list(auditFilters(query, zone), pageOf(query, AUDIT_ORDERING));
  }
}
