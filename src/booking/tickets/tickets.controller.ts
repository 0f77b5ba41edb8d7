import { Controller, Delete, Get, Post, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { AcceptedType, fileResponse, MEDIA } from '../../platform/http/request/content-negotiation.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { AlreadyCheckedIn, BookingNotConfirmed, CheckInClosed, NoTicket } from '../booking.errors.js';
import { BookingResponse } from '../bookings/bookings.dto.js';
import { CheckInsService } from './check-ins.service.js';
import { TicketsService } from './tickets.service.js';

@ApiTags('Tickets and check-in')
@Controller('api/v1/bookings/:id')
@Requires('user')
export class TicketsController {
  constructor(
    private readonly tickets: TicketsService,
    private readonly checkIns: CheckInsService,
  ) {}

  @Get('ticket')
  @RateLimited('document')
  @Operation({
    summary: 'The ticket of your confirmed booking: a PDF, or its QR code alone.',
    path: { id: 1002 },
    produces: [MEDIA.pdf, MEDIA.png],
    errors: ['NOT_FOUND', 'NOT_ACCEPTABLE', BookingNotConfirmed, NoTicket],
  })
  async ticket(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @AcceptedType([MEDIA.pdf, MEDIA.png]) type: string,
  ): Promise<StreamableFile> {
    if (type === MEDIA.png)
      return fileResponse(await this.tickets.asPng(caller, id), MEDIA.png, `ticket-${id}.png`);
    return fileResponse(await this.tickets.asPdf(caller, id), MEDIA.pdf, `ticket-${id}.pdf`);
  }

  @Post('check-in')
  @RateLimited('check_in')
  @Idempotent()
  @Operation({
    summary: 'Mark that somebody came, as the organizer or an admin.',
    path: { id: 1002 },
    triedBy: 'organizer',
    body: BookingResponse,
    errors: ['NOT_FOUND', 'FORBIDDEN', AlreadyCheckedIn, BookingNotConfirmed, CheckInClosed, NoTicket],
  })
  checkIn(@CurrentUser() caller: Caller, @PathId() id: number): Promise<BookingResponse> {
    return this.checkIns.checkInByHand(caller, id);
  }

  @Delete('check-in')
  @RateLimited('check_in')
  @Operation({
    summary: 'Take a mistaken mark back, as the organizer or an admin.',
    path: { id: 1002 },
    triedBy: 'organizer',
    status: 204,
    errors: ['NOT_FOUND', 'FORBIDDEN', CheckInClosed, NoTicket],
  })
  undoCheckIn(@CurrentUser() caller: Caller, @PathId() id: number): Promise<void> {
    return this.checkIns.undoByHand(caller, id);
  }
}
