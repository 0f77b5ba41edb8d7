import { Body, Controller, Delete, Get, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { EventTypeSlugTaken, TooManyEventTypes, TooManyFormerTypeSlugs } from '../scheduling.errors.js';
import {
  EventTypeChangeRequest,
  EventTypeRequest,
  EventTypeResponse,
  EventTypesQuery,
} from './event-types.dto.js';
import { EventTypesQueries } from './event-types.queries.js';
import { EventTypesService } from './event-types.service.js';

@ApiTags('Event types')
@Controller('api/v1/events/event-types')
@Requires('user')
export class EventTypesController {
  constructor(
    private readonly types: EventTypesService,
    private readonly queries: EventTypesQueries,
  ) {}

  @Get()
  @Operation({ summary: 'What one offers on one’s booking pages', body: EventTypeResponse, list: true })
  list(@CurrentUser() caller: Caller, @Query() query: EventTypesQuery): Promise<Page<EventTypeResponse>> {
    return this.queries.list(caller.id, query);
  }

  @Post()
  @Idempotent()
  @Operation({
    summary: 'Publish a booking page',
    triedBy: 'organizer',
    description: 'At `public_url`; a slug that is made of the name is numbered where it is taken.',
    status: 201,
    body: EventTypeResponse,
    errors: [EventTypeSlugTaken, TooManyEventTypes],
  })
  create(@CurrentUser() caller: Caller, @Body() body: EventTypeRequest): Promise<EventTypeResponse> {
    return this.types.create(caller.id, body);
  }

  @Get(':id')
  @Operation({
    summary: 'Get one of one’s event types',
    triedBy: 'organizer',
    body: EventTypeResponse,
    errors: ['NOT_FOUND'],
  })
  get(@CurrentUser() caller: Caller, @PathId() id: number): Promise<EventTypeResponse> {
    return this.queries.get(caller.id, id);
  }

  @Put(':id')
  @Operation({
    summary: 'Change what is sent of an event type',
    path: { id: 1001 },
    triedBy: 'organizer',
    description: 'What is booked keeps its time, price and notice.',
    body: EventTypeResponse,
    errors: [EventTypeSlugTaken, TooManyFormerTypeSlugs, 'NOT_FOUND'],
  })
  change(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Body() body: EventTypeChangeRequest,
  ): Promise<EventTypeResponse> {
    return this.types.change(caller.id, id, body);
  }

  @Patch(':id')
  @Operation({
    summary: 'Change what is sent of an event type',
    path: { id: 1001 },
    triedBy: 'organizer',
    body: EventTypeResponse,
    errors: [EventTypeSlugTaken, TooManyFormerTypeSlugs, 'NOT_FOUND'],
  })
  patch(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Body() body: EventTypeChangeRequest,
  ): Promise<EventTypeResponse> {
    return this.types.change(caller.id, id, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Take a booking page away',
    path: { id: 1001 },
    triedBy: 'organizer',
    description: 'What is booked of it stays.',
    status: 204,
    errors: ['NOT_FOUND'],
  })
  remove(@CurrentUser() caller: Caller, @PathId() id: number): Promise<void> {
    return this.types.remove(caller.id, id);
  }
}
