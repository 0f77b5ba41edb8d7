import { Body, Controller, Delete, Get, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { SeatRequired } from '../../booking/booking.errors.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { AcceptsTimeZone, ViewerZone } from '../../platform/http/request/viewer-zone.js';
import { EventEnded } from '../collaboration.errors.js';
import {
  TaskAssignedResponse,
  TaskAssignmentRequest,
  TaskChangeRequest,
  TaskCompletedResponse,
  TaskDetailsResponse,
  TaskRequest,
  TaskResponse,
  TasksQuery,
} from './tasks.dto.js';
import { TasksQueries } from './tasks.queries.js';
import { TasksService } from './tasks.service.js';

const WRITES = ['NOT_FOUND', 'FORBIDDEN', SeatRequired, EventEnded];

@ApiTags('Tasks')
@Controller('api/v1/tasks')
@Requires('user')
export class TasksController {
  constructor(
    private readonly tasks: TasksService,
    private readonly queries: TasksQueries,
  ) {}

  @Get()
  @AcceptsTimeZone()
  @Operation({
    summary: 'Tasks of an event, or of all events you take part in, newest first.',
    body: TaskResponse,
    list: true,
  })
  list(
    @CurrentUser() caller: Caller,
    @Query() query: TasksQuery,
    @ViewerZone() zone: string,
  ): Promise<Page<TaskResponse>> {
    return this.queries.list(caller, query, zone);
  }

  @Post()
  @Idempotent()
  @Operation({
    summary: 'Make a task for an event you take part in.',
    status: 201,
    body: TaskResponse,
    errors: [SeatRequired, EventEnded],
  })
  create(@CurrentUser() caller: Caller, @Body() request: TaskRequest): Promise<TaskResponse> {
    return this.tasks.create(caller, request);
  }

  @Get(':id')
  @Operation({
    summary: 'A task of an event that you can see.',
    path: { id: 1001 },
    body: TaskDetailsResponse,
    errors: ['NOT_FOUND'],
  })
  get(@CurrentUser() caller: Caller, @PathId() id: number): Promise<TaskDetailsResponse> {
    return this.queries.get(caller, id);
  }

  @Put(':id')
  @Operation({
    summary: 'Change what is sent of a task, as its creator or assignee.',
    path: { id: 1001 },
    description:
      'A status other than `completed` opens a completed task again; `assignee: null` takes it back.',
    body: TaskDetailsResponse,
    errors: WRITES,
  })
  async change(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Body() request: TaskChangeRequest,
  ): Promise<TaskDetailsResponse> {
    await this.tasks.change(caller, id, request);
    return this.queries.get(caller, id);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete a task, as its or its event’s creator.',
    path: { id: 1001 },
    status: 204,
    errors: WRITES,
  })
  remove(@CurrentUser() caller: Caller, @PathId() id: number): Promise<void> {
    return this.tasks.delete(caller, id);
  }

  @Post(':id/assign')
  @Idempotent()
  @Operation({
    summary: 'Give a task to a participant, as its or its event’s creator.',
    path: { id: 1001 },
    body: TaskAssignedResponse,
    errors: WRITES,
  })
  assign(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Body() { assignee }: TaskAssignmentRequest,
  ): Promise<TaskAssignedResponse> {
    return this.tasks.assign(caller, id, assignee);
  }

  @Post(':id/complete')
  @Idempotent()
  @Operation({
    summary: 'Complete a task, as its assignee or creator; a second time it answers the first moment.',
    path: { id: 1001 },
    body: TaskCompletedResponse,
    errors: WRITES,
  })
  complete(@CurrentUser() caller: Caller, @PathId() id: number): Promise<TaskCompletedResponse> {
    return this.tasks.complete(caller, id);
  }
}
