import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BookingClosed, InvalidTransition, TooLate } from '../../booking/booking.errors.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { OutsideAvailability, TimeConflict } from '../scheduling.errors.js';
import {
  MeetingDetailsResponse,
  MeetingRequest,
  MeetingResponse,
  MeetingsQuery,
  MeetingStatusRequest,
  MeetingStatusResponse,
} from './meetings.dto.js';
import { MeetingsService } from './meetings.service.js';

@ApiTags('Meetings')
@Controller('api/v1/meetings')
@Requires('user')
export class MeetingsController {
  constructor(private readonly meetings: MeetingsService) {}

  @Get()
  @Operation({
    summary: 'Meetings that you asked for or were asked for, newest first.',
    body: MeetingResponse,
    list: true,
  })
  list(@CurrentUser() caller: Caller, @Query() query: MeetingsQuery): Promise<Page<MeetingResponse>> {
    return this.meetings.list(caller, query);
  }

  @Post()
  @RateLimited('booking')
  @Idempotent()
  @Operation({
    summary: 'Ask an expert for a meeting.',
    description: 'It keeps the time of both until the expert answers, or until its start.',
    status: 201,
    body: MeetingResponse,
    errors: [TimeConflict, OutsideAvailability, BookingClosed],
  })
  request(@CurrentUser() caller: Caller, @Body() request: MeetingRequest): Promise<MeetingResponse> {
    return this.meetings.request(caller, request);
  }

  @Get(':id')
  @Operation({
    summary: 'A meeting with its reviews, for the two and admins.',
    path: { id: 1008 },
    body: MeetingDetailsResponse,
    errors: ['NOT_FOUND'],
  })
  read(@CurrentUser() caller: Caller, @PathId() id: number): Promise<MeetingDetailsResponse> {
    return this.meetings.read(caller, id);
  }

  @Patch(':id/update_status')
  @Operation({
    summary: 'Confirm, decline, cancel or complete a meeting.',
    path: { id: 1008 },
    triedBy: 'organizer',
    description:
      'The expert confirms; either side cancels, the requester until the start; the requester completes a ' +
      'confirmed one at any time, the expert once it has begun. ' +
      'Where each says that the other did not come, an admin completes or cancels it.',
    body: MeetingStatusResponse,
    errors: ['NOT_FOUND', 'FORBIDDEN', InvalidTransition, TooLate],
  })
  change(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Body() request: MeetingStatusRequest,
  ): Promise<MeetingStatusResponse> {
    return this.meetings.change(caller, id, request);
  }
}
