import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import {
  ExecutionResponse,
  ExecutionsQuery,
  WorkflowTestRequest,
  WorkflowTestResponse,
} from './executions.dto.js';
import { ExecutionsService } from './executions.service.js';

@ApiTags('Workflows')
@Controller('api/v1/workflows/:id')
@Requires('user')
export class ExecutionsController {
  constructor(private readonly executions: ExecutionsService) {}

  @Post('test')
  @Idempotent()
  @Operation({
    summary: 'Say what a workflow would do for a booking',
    path: { id: 1001 },
    triedBy: 'organizer',
    requests: { booking: { booking_id: 1007 } },
    description: 'Nothing is sent or recorded.',
    body: WorkflowTestResponse,
    errors: ['NOT_FOUND'],
  })
  test(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Body() body: WorkflowTestRequest,
  ): Promise<WorkflowTestResponse> {
    return this.executions.test(caller, id, body);
  }

  @Get('executions')
  @Operation({
    summary: 'What a workflow did and has still to do, newest first',
    path: { id: 1001 },
    triedBy: 'organizer',
    body: ExecutionResponse,
    list: true,
    errors: ['NOT_FOUND'],
  })
  list(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Query() query: ExecutionsQuery,
  ): Promise<Page<ExecutionResponse>> {
    return this.executions.list(caller, id, query);
  }
}
