import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import {
  AlreadyBooked,
  AlreadyWaiting,
  BookingClosed,
  InvalidTransition,
  JoinOnly,
  SeatsAvailable,
} from '../booking.errors.js';
import { WaitlistEntryResponse, WaitlistQuery, WaitlistRequest } from './waitlist.dto.js';
import { WaitlistService } from './waitlist.service.js';

@ApiTags('Waitlist')
@Controller('api/v1/waitlist')
@Requires('user')
export class WaitlistController {
  constructor(private readonly waitlist: WaitlistService) {}

  @Get()
  @Operation({ summary: 'Where you wait, by position.', body: WaitlistEntryResponse, list: true })
  list(@CurrentUser() caller: Caller, @Query() query: WaitlistQuery): Promise<Page<WaitlistEntryResponse>> {
    return this.waitlist.listOwn(caller, query);
  }

  @Post()
  @RateLimited('booking')
  @Idempotent()
  @Operation({
    summary: 'Wait for tickets of a full event.',
    requests: { group: { event: 6, number_of_tickets: 10 } },
    description:
      'First come, first served: freed seats are offered as a pending booking that is to be confirmed.',
    status: 201,
    body: WaitlistEntryResponse,
    errors: [SeatsAvailable, AlreadyWaiting, AlreadyBooked, BookingClosed, JoinOnly],
  })
  join(@CurrentUser() caller: Caller, @Body() request: WaitlistRequest): Promise<WaitlistEntryResponse> {
    return this.waitlist.join(caller, request);
  }

  @Post(':id/leave')
  @Idempotent()
  @Operation({
    summary: 'Stop waiting, or give up the seats that were offered.',
    path: { id: 1001 },
    body: WaitlistEntryResponse,
    errors: ['NOT_FOUND', InvalidTransition],
  })
  leave(@CurrentUser() caller: Caller, @PathId() id: number): Promise<WaitlistEntryResponse> {
    return this.waitlist.leave(caller, id);
  }
}
