import { Controller, Delete, Get, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { ListQuery, pageOf, SortedBy, type Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { LogoutService } from './logout.service.js';
import { SessionCookie } from './session-cookie.adapter.js';
import { LoginSessionResponse } from './sessions.dto.js';
import { SessionsQueries } from './sessions.queries.js';

const ORDERING = {
  ordering: { last_used_at: 'last_used_at', created_at: 'created_at' },
  default: '-last_used_at',
  tiebreak: 'id',
};

@SortedBy(['last_used_at', 'created_at'])
class LoginSessionsQuery extends ListQuery {}

@ApiTags('Sessions')
@Controller('api/v1/users/sessions')
@Requires('user', { sessionOnly: true })
export class SessionsController {
  constructor(
    private readonly sessions: SessionsQueries,
    private readonly logouts: LogoutService,
    private readonly cookie: SessionCookie,
  ) {}

  @Get()
  @Operation({ summary: 'List where you are signed in', body: LoginSessionResponse, list: true })
  list(@CurrentUser() caller: Caller, @Query() query: LoginSessionsQuery): Promise<Page<LoginSessionResponse>> {
    return this.sessions.live(caller, pageOf(query, ORDERING));
  }

  @Delete(':id')
  @Operation({ summary: 'End one of your sessions', path: { id: 1001 }, status: 204 })
  async end(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.logouts.endSession(caller, id);
    if (id === caller.sessionId) this.cookie.clear(response);
  }
}
