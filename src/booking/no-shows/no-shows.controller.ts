import { Controller, Delete, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { InvalidTransition, JoinOnly, SlotUnavailable } from '../booking.errors.js';
import { BookingResponse } from '../bookings/bookings.dto.js';
import { NoShowsService } from './no-shows.service.js';

@ApiTags('Bookings')
@Controller('api/v1/bookings')
@Requires('user')
export class NoShowsController {
  constructor(private readonly noShows: NoShowsService) {}

  @Post(':id/no-show')
  @Idempotent()
  @Operation({
    summary: 'Say that the other did not come.',
    path: { id: 1007 },
    triedBy: 'organizer',
    description:
      'The host of the booker, from the start on; of a meeting each of the other, from its end on. ' +
      'Until seven days after the end.',
    body: BookingResponse,
    errors: ['NOT_FOUND', 'FORBIDDEN', InvalidTransition, JoinOnly],
  })
  mark(@CurrentUser() caller: Caller, @PathId() id: number): Promise<BookingResponse> {
    return this.noShows.mark(caller, id);
  }

  @Delete(':id/no-show')
  @Operation({
    summary: 'Take back that the other did not come, while no credits have moved for it.',
    path: { id: 1007 },
    triedBy: 'organizer',
    status: 204,
    errors: ['NOT_FOUND', 'FORBIDDEN', InvalidTransition, SlotUnavailable, JoinOnly],
  })
  async takeBack(@CurrentUser() caller: Caller, @PathId() id: number): Promise<void> {
    await this.noShows.takeBack(caller, id);
  }
}
