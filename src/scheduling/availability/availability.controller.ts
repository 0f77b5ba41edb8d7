import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { AcceptsTimeZone, ViewerZone } from '../../platform/http/request/viewer-zone.js';
import { DateOpenOrClosed, DuplicateAvailability, TooMuchAvailability } from '../scheduling.errors.js';
import {
  BlockedTimeRequest,
  BlockedTimeResponse,
  BlockedTimesQuery,
  OverrideRequest,
  OverrideResponse,
  OverridesQuery,
} from './availability.dto.js';
import { AvailabilityQueries } from './availability.queries.js';
import { AvailabilityService } from './availability.service.js';

@ApiTags('Availability')
@Controller('api/v1/availability')
@Requires('user')
export class AvailabilityController {
  constructor(
    private readonly availability: AvailabilityService,
    private readonly queries: AvailabilityQueries,
  ) {}

  @Get('overrides')
  @Operation({ summary: 'One’s own dates with other hours', body: OverrideResponse, list: true })
  overrides(@CurrentUser() caller: Caller, @Query() query: OverridesQuery): Promise<Page<OverrideResponse>> {
    return this.queries.overrides(caller.id, query);
  }

  @Post('overrides')
  @Idempotent()
  @Operation({
    summary: 'Give a date other hours than its weekday has, or none',
    status: 201,
    body: OverrideResponse,
    errors: [DuplicateAvailability, DateOpenOrClosed, TooMuchAvailability],
  })
  addOverride(@CurrentUser() caller: Caller, @Body() body: OverrideRequest): Promise<OverrideResponse> {
    return this.availability.addOverride(caller.id, body);
  }

  @Delete('overrides/:id')
  @Operation({ summary: 'Take an override back', path: { id: 1001 }, status: 204, errors: ['NOT_FOUND'] })
  removeOverride(@CurrentUser() caller: Caller, @PathId() id: number): Promise<void> {
    return this.availability.deleteOverride(caller.id, id);
  }

  @Get('blocked-times')
  @AcceptsTimeZone()
  @Operation({
    summary: 'One’s own times in which nobody can meet one',
    body: BlockedTimeResponse,
    list: true,
  })
  blockedTimes(
    @CurrentUser() caller: Caller,
    @Query() query: BlockedTimesQuery,
    @ViewerZone() zone: string,
  ): Promise<Page<BlockedTimeResponse>> {
    return this.queries.blockedTimes(caller.id, query, zone);
  }

  @Post('blocked-times')
  @Idempotent()
  @Operation({
    summary: 'Block a time',
    description: 'What is booked in it stays.',
    status: 201,
    body: BlockedTimeResponse,
    errors: [TooMuchAvailability],
  })
  blockTime(@CurrentUser() caller: Caller, @Body() body: BlockedTimeRequest): Promise<BlockedTimeResponse> {
    return this.availability.blockTime(caller.id, body);
  }

  @Delete('blocked-times/:id')
  @Operation({ summary: 'Free a blocked time', path: { id: 1001 }, status: 204, errors: ['NOT_FOUND'] })
  removeBlockedTime(@CurrentUser() caller: Caller, @PathId() id: number): Promise<void> {
    return this.availability.deleteBlockedTime(caller.id, id);
  }
}
