import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BookingApi, BookingResponse } from '../../booking/booking.api.js';
import {
  AlreadyCheckedIn,
  BookingNotConfirmed,
  CheckInClosed,
  NoTicket,
} from '../../booking/booking.errors.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { CheckInKeysResponse, CheckInRequest, toCheckInKeysResponse } from './check-in.dto.js';

@ApiTags('Tickets and check-in')
@Controller('api/v1/events/:id')
@Requires('user')
export class CheckInController {
  constructor(private readonly booking: BookingApi) {}

  @Post('check-in')
  @RateLimited('check_in')
  @Idempotent()
  @Operation({
    summary: 'Check in whoever shows this ticket, as the organizer or an admin.',
    path: { id: 2 },
    triedBy: 'organizer',
    body: BookingResponse,
    errors: ['NOT_FOUND', 'FORBIDDEN', AlreadyCheckedIn, BookingNotConfirmed, CheckInClosed, NoTicket],
  })
  checkIn(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Body() { code }: CheckInRequest,
  ): Promise<BookingResponse> {
    return this.booking.checkInByCode(caller, 'event', id, code);
  }

  @Get('check-in-keys')
  @Operation({
    summary: 'The public keys of an event’s tickets, so that a door can verify them offline.',
    path: { id: 2 },
    triedBy: 'organizer',
    description:
      'The text of a ticket’s QR code is a compact JWS (`EdDSA`) over `{booking, event, seats}`. A door ' +
      'without a connection verifies it with the key of its `kid`, and sends it to `check-in` later.',
    body: CheckInKeysResponse,
    errors: ['NOT_FOUND', 'FORBIDDEN', NoTicket],
  })
  async checkInKeys(@CurrentUser() caller: Caller, @PathId() id: number): Promise<CheckInKeysResponse> {
    return toCheckInKeysResponse(await this.booking.checkInKeys(caller, 'event', id));
  }
}
