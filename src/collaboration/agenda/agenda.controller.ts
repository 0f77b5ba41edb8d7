import { Body, Controller, Delete, Get, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, OptionalUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { EventEnded, NotTheOrganizer, OrganizersOnly } from '../collaboration.errors.js';
import { SessionChangeRequest, SessionRequest, SessionResponse, SessionsQuery } from './agenda.dto.js';
import { AgendaFull, RoomTaken, SpeakerBusy } from './agenda.errors.js';
import { AgendaQueries } from './agenda.queries.js';
import { AgendaService } from './agenda.service.js';

@ApiTags('Agenda')
@Controller('api/v1/sessions')
export class AgendaController {
  constructor(
    private readonly agenda: AgendaService,
    private readonly queries: AgendaQueries,
  ) {}

  @Get()
  @OptionalUser()
  @Operation({
    summary: 'Sessions of the events that you can see, by their start',
    body: SessionResponse,
    list: true,
  })
  list(@Query() query: SessionsQuery, @CurrentUser() caller: Caller | null): Promise<Page<SessionResponse>> {
    return this.queries.list(query, caller);
  }

  @Post()
  @Requires('user')
  @Idempotent()
  @Operation({
    summary: 'Add a session to an event of yours',
    triedBy: 'organizer',
    status: 201,
    body: SessionResponse,
    errors: [NotTheOrganizer, OrganizersOnly, SpeakerBusy, RoomTaken, AgendaFull, EventEnded],
  })
  create(@Body() body: SessionRequest, @CurrentUser() caller: Caller): Promise<SessionResponse> {
    return this.agenda.create(body, caller);
  }

  @Get(':id')
  @OptionalUser()
  @Operation({ summary: 'A session', body: SessionResponse })
  get(@PathId() id: number, @CurrentUser() caller: Caller | null): Promise<SessionResponse> {
    return this.queries.get(id, caller);
  }

  @Put(':id')
  @Requires('user')
  @Operation({
    summary: 'Change what is sent of a session',
    path: { id: 1001 },
    triedBy: 'organizer',
    body: SessionResponse,
    errors: [NotTheOrganizer, OrganizersOnly, SpeakerBusy, RoomTaken, EventEnded],
  })
  change(
    @PathId() id: number,
    @Body() body: SessionChangeRequest,
    @CurrentUser() caller: Caller,
  ): Promise<SessionResponse> {
    return this.agenda.change(id, body, caller);
  }

  @Delete(':id')
  @Requires('user')
  @Operation({
    summary: 'Delete a session',
    path: { id: 1001 },
    triedBy: 'organizer',
    status: 204,
    errors: [NotTheOrganizer, OrganizersOnly, EventEnded],
  })
  remove(@PathId() id: number, @CurrentUser() caller: Caller): Promise<void> {
    return this.agenda.remove(id, caller);
  }
}
