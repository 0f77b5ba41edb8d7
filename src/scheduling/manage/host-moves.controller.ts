import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BookingResponse } from '../../booking/booking.api.js';
import { InvalidTransition, SlotUnavailable } from '../../booking/booking.errors.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { HostMovesService } from './host-moves.service.js';
import { RescheduleRequest } from './manage.dto.js';

@ApiTags('Bookings')
@Controller('api/v1/bookings')
@Requires('user')
export class HostMovesController {
  constructor(private readonly moves: HostMovesService) {}

  @Post(':id/reschedule')
  @RateLimited('booking')
  @Idempotent()
  @Operation({
    summary: 'Move an appointment, a session with everybody in it, for its host and admins.',
    path: { id: 1007 },
    triedBy: 'organizer',
    description:
      'What is booked or held at that time, and the buffers, stand in the way; hours and limits do not.',
    body: BookingResponse,
    errors: ['NOT_FOUND', 'FORBIDDEN', InvalidTransition, SlotUnavailable],
  })
  move(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Body() request: RescheduleRequest,
  ): Promise<BookingResponse> {
    return this.moves.move(caller, id, request);
  }
}
