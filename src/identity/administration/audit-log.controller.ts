import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Requires } from '../../platform/auth/access.js';
import { pageOf, type Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { AcceptsTimeZone, ViewerZone } from '../../platform/http/request/viewer-zone.js';
import { endOfDay, startOfDay } from '../../shared/local-days.js';
import { AuditEntryResponse, AuditLogQuery } from './audit-log.dto.js';
import { AuditLogQueries } from './audit-log.queries.js';

// Ids and instants agree but for what was written at the same moment, and the id has the primary key's index.
const ORDERING = { ordering: { id: 'id', occurred_at: 'id' }, default: '-id' };

@ApiTags('Administration')
@Controller('api/v1/admin/audit-log')
@Requires('admin')
export class AuditLogController {
  constructor(private readonly log: AuditLogQueries) {}

  @Get()
  @AcceptsTimeZone()
  @Operation({ summary: 'Who did what, when, and from where', body: AuditEntryResponse, list: true })
  list(@Query() query: AuditLogQuery, @ViewerZone() zone: string): Promise<Page<AuditEntryResponse>> {
    const { actor, action, subject_type: subjectType, subject_id: subjectId, date } = query;
    const day = date === undefined ? {} : { from: startOfDay(date, zone), to: endOfDay(date, zone) };
    return this.log.list({ actor, action, subjectType, subjectId, ...day }, pageOf(query, ORDERING));
  }
}
