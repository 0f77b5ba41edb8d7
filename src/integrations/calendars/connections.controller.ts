import { Body, Controller, Delete, Get, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import {
  FEED,
  IntegrationChangeRequest,
  IntegrationRequest,
  IntegrationResponse,
  IntegrationsQuery,
} from './connections.dto.js';
import { CalendarConnected, TooManyConnections } from './connections.errors.js';
import { ConnectionsService } from './connections.service.js';

@ApiTags('Integrations')
@Controller('api/v1/integrations')
@Requires('user')
export class ConnectionsController {
  constructor(private readonly connections: ConnectionsService) {}

  @Get()
  @Operation({ summary: 'One’s connected calendars and their health', body: IntegrationResponse, list: true })
  list(@CurrentUser() caller: Caller, @Query() query: IntegrationsQuery): Promise<Page<IntegrationResponse>> {
    return this.connections.list(caller, query);
  }

  @Post()
  @Operation({
    summary: 'Connect a feed or a CalDAV account',
    requests: {
      feed: { provider: 'ics', url: FEED },
      caldav: {
        provider: 'caldav',
        url: 'https://calendar.example.org/dav/',
        username: 'ada',
        password: 'an app password',
      },
    },
    description: 'It is tried first; then it is read at once, and every while.',
    status: 201,
    body: IntegrationResponse,
    errors: [CalendarConnected, TooManyConnections],
  })
  add(@CurrentUser() caller: Caller, @Body() body: IntegrationRequest): Promise<IntegrationResponse> {
    return this.connections.add(caller, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Choose which calendars count, and which one is written to',
    path: { id: 1001 },
    requests: { 'busy times': { calendars: [{ id: 1001, blocks: true }] } },
    body: IntegrationResponse,
    errors: ['NOT_FOUND'],
  })
  change(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Body() body: IntegrationChangeRequest,
  ): Promise<IntegrationResponse> {
    return this.connections.change(caller, id, body);
  }

  @Post(':id/sync')
  @HttpCode(202)
  @Operation({
    summary: 'Read the calendars of an account now',
    path: { id: 1001 },
    status: 202,
    body: IntegrationResponse,
    errors: ['NOT_FOUND'],
  })
  sync(@CurrentUser() caller: Caller, @PathId() id: number): Promise<IntegrationResponse> {
    return this.connections.sync(caller, id);
  }

  @Delete(':id')
  @Operation({
    summary: 'Remove a connected account',
    path: { id: 1001 },
    description: 'Its busy times go at once; what was written to it stays there.',
    status: 204,
    errors: ['NOT_FOUND'],
  })
  remove(@CurrentUser() caller: Caller, @PathId() id: number): Promise<void> {
    return this.connections.remove(caller, id);
  }
}
