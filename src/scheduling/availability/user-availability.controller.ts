import { Body, Controller, Delete, Get, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { DuplicateAvailability, TooMuchAvailability } from '../scheduling.errors.js';
import {
  AvailabilityRuleChangeRequest,
  AvailabilityRuleRequest,
  AvailabilityRuleResponse,
  AvailabilityRulesQuery,
} from './availability.dto.js';
import { AvailabilityQueries } from './availability.queries.js';
import { AvailabilityService } from './availability.service.js';

@ApiTags('Availability')
@Controller('api/v1/user-availability')
@Requires('user')
export class UserAvailabilityController {
  constructor(
    private readonly availability: AvailabilityService,
    private readonly queries: AvailabilityQueries,
  ) {}

  @Get()
  @Operation({
    summary: 'When somebody can be met each week, by the wall clock of that person’s zone',
    body: AvailabilityRuleResponse,
    list: true,
  })
  list(
    @CurrentUser() caller: Caller,
    @Query() query: AvailabilityRulesQuery,
  ): Promise<Page<AvailabilityRuleResponse>> {
    return this.queries.rules(caller.id, query);
  }

  @Post()
  @Idempotent()
  @Operation({
    summary: 'Say when one can be met each week',
    status: 201,
    body: AvailabilityRuleResponse,
    errors: [DuplicateAvailability, TooMuchAvailability],
  })
  add(@CurrentUser() caller: Caller, @Body() body: AvailabilityRuleRequest): Promise<AvailabilityRuleResponse> {
    return this.availability.addRule(caller.id, body);
  }

  @Put(':id')
  @Operation({
    summary: 'Change what is sent of a weekly rule',
    path: { id: 1001 },
    body: AvailabilityRuleResponse,
    errors: [DuplicateAvailability, 'NOT_FOUND'],
  })
  change(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Body() body: AvailabilityRuleChangeRequest,
  ): Promise<AvailabilityRuleResponse> {
    return this.availability.changeRule(caller.id, id, body);
  }

  @Delete(':id')
  @Operation({ summary: 'Take a weekly rule back', path: { id: 1001 }, status: 204, errors: ['NOT_FOUND'] })
  remove(@CurrentUser() caller: Caller, @PathId() id: number): Promise<void> {
    return this.availability.deleteRule(caller.id, id);
  }
}
