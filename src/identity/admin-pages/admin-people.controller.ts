import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { AuditPage } from '../../../web/pages/admin/audit.page.js';
import { UsersPage } from '../../../web/pages/admin/users.page.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { ViewerZone } from '../../platform/http/request/viewer-zone.js';
import { Opened } from '../../platform/pages/page-lists.js';
import { PageAlone, PageForm } from '../../platform/pages/page.js';
import { AdminUsersQuery } from '../people/admin-users.dto.js';
import { AuditPageQuery, UsersForm } from './admin-forms.dto.js';
import { AuditPageService } from './audit-page.service.js';
import { UsersPageService } from './users-page.service.js';

@ApiExcludeController()
@Controller('admin')
@Requires('admin', { sessionOnly: true })
export class AdminPeopleController {
  constructor(
    private readonly users: UsersPageService,
    private readonly audit: AuditPageService,
  ) {}

  @Get('users')
  @RateLimited('page')
  @PageAlone(UsersPage)
  showUsers(@CurrentUser() caller: Caller, @Query() query: AdminUsersQuery, @Opened() id: number | null) {
    return this.users.read(caller, query, id);
  }

  @Post('users')
  @PageForm(UsersPage, UsersPageService)
  submitUsers(@CurrentUser() caller: Caller, @Body() form: UsersForm) {
    return this.users.submit(caller, form);
  }

  @Get('audit')
  @RateLimited('page')
  @PageAlone(AuditPage)
  showAudit(@Query() query: AuditPageQuery, @ViewerZone() zone: string) {
    return this.audit.read(query, zone);
  }
}
