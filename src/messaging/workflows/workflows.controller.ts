import { Body, Controller, Delete, Get, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { TooManyWorkflows } from '../messaging.errors.js';
import {
  OwnWorkflowResponse,
  WorkflowChangeRequest,
  WorkflowRequest,
  WorkflowResponse,
  WorkflowsQuery,
} from './workflows.dto.js';
import { WorkflowsService } from './workflows.service.js';

@ApiTags('Workflows')
@Controller('api/v1/workflows')
@Requires('user')
export class WorkflowsController {
  constructor(private readonly workflows: WorkflowsService) {}

  @Get()
  @Operation({
    summary: 'What one has done by itself for one’s bookings',
    triedBy: 'organizer',
    body: WorkflowResponse,
    list: true,
  })
  list(@CurrentUser() caller: Caller, @Query() query: WorkflowsQuery): Promise<Page<WorkflowResponse>> {
    return this.workflows.list(caller, query);
  }

  @Post()
  @Idempotent()
  @Operation({
    summary: 'Have something done by itself for one’s bookings',
    triedBy: 'organizer',
    description: 'By the clock also for what is booked already, where its moment is still to come.',
    status: 201,
    body: OwnWorkflowResponse,
    errors: [TooManyWorkflows],
  })
  create(@CurrentUser() caller: Caller, @Body() body: WorkflowRequest): Promise<OwnWorkflowResponse> {
    return this.workflows.create(caller, body);
  }

  @Get(':id')
  @Operation({
    summary: 'Get one of one’s workflows',
    path: { id: 1001 },
    triedBy: 'organizer',
    body: OwnWorkflowResponse,
    errors: ['NOT_FOUND'],
  })
  get(@CurrentUser() caller: Caller, @PathId() id: number): Promise<OwnWorkflowResponse> {
    return this.workflows.get(caller, id);
  }

  @Put(':id')
  @Operation({
    summary: 'Change what is sent of a workflow',
    path: { id: 1001 },
    triedBy: 'organizer',
    description: 'What was done stays done; what is still to come is planned anew.',
    body: OwnWorkflowResponse,
    errors: ['NOT_FOUND'],
  })
  change(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Body() body: WorkflowChangeRequest,
  ): Promise<OwnWorkflowResponse> {
    return this.workflows.change(caller, id, body);
  }

  @Delete(':id')
  @Operation({
    summary: 'Delete a workflow',
    path: { id: 1001 },
    triedBy: 'organizer',
    description: 'What it had still to do is withdrawn.',
    status: 204,
    errors: ['NOT_FOUND'],
  })
  remove(@CurrentUser() caller: Caller, @PathId() id: number): Promise<void> {
    return this.workflows.remove(caller, id);
  }
}
