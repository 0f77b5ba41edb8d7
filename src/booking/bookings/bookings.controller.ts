import { Body, Controller, Delete, Get, Post, Query } from '@nestjs/common';
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
  AlreadyCheckedIn,
  BookingClosed,
  InvalidTransition,
  JoinOnly,
  PaymentRequired,
  ReservedForWaitlist,
  SlotUnavailable,
  SoldOut,
  TooLate,
  TooManyHolds,
} from '../booking.errors.js';
import {
  BookingResponse,
  BookRequest,
  CancelRequest,
  OwnBookingsQuery,
  UserBookingsQuery,
} from './bookings.dto.js';
import { BookingsService } from './bookings.service.js';

@ApiTags('Bookings')
@Controller('api/v1')
@Requires('user')
export class BookingsController {
  constructor(private readonly bookings: BookingsService) {}

  @Get('bookings')
  @Operation({ summary: 'Your bookings, newest first.', body: BookingResponse, list: true })
  list(@CurrentUser() caller: Caller, @Query() query: OwnBookingsQuery): Promise<Page<BookingResponse>> {
    return this.bookings.listOwn(caller, query);
  }

  @Post('bookings')
  @RateLimited('booking')
  @Idempotent()
  @Operation({
    summary: 'Book a time slot, or tickets of an event.',
    requests: {
      'time slot': { time_slot: 1 },
      tickets: { event: 2, number_of_tickets: 1, special_requirements: 'Need vegetarian meals' },
      'free tickets': { event: 4, number_of_tickets: 1 },
      'several tickets': { event: 3, number_of_tickets: 2 },
      'another time slot': { time_slot: 2 },
    },
    description: 'Tickets are held until they are confirmed, and paid where they cost something.',
    status: 201,
    body: BookingResponse,
    errors: [
      ...[SlotUnavailable, AlreadyBooked, SoldOut, BookingClosed, ReservedForWaitlist, JoinOnly],
      TooManyHolds,
    ],
  })
  create(@CurrentUser() caller: Caller, @Body() request: BookRequest): Promise<BookingResponse> {
    return this.bookings.book(caller, request);
  }

  @Get('bookings/:id')
  @Operation({
    summary: 'A booking, for its booker, its host and admins.',
    path: { id: 1001 },
    body: BookingResponse,
    errors: ['NOT_FOUND'],
  })
  read(@CurrentUser() caller: Caller, @PathId() id: number): Promise<BookingResponse> {
    return this.bookings.read(caller, id);
  }

  @Delete('bookings/:id')
  @Operation({
    summary: 'Cancel a booking.',
    path: { id: 1001 },
    status: 204,
    errors: ['NOT_FOUND', InvalidTransition, TooLate, AlreadyCheckedIn, JoinOnly],
  })
  async remove(@CurrentUser() caller: Caller, @PathId() id: number): Promise<void> {
    await this.bookings.cancel(caller, id);
  }

  @Post('bookings/:id/confirm')
  @Idempotent()
  @Operation({
    summary: 'Make a pending booking firm; what costs something must be paid first.',
    path: { id: 1001 },
    body: BookingResponse,
    errors: ['NOT_FOUND', 'FORBIDDEN', InvalidTransition, PaymentRequired, JoinOnly],
  })
  confirm(@CurrentUser() caller: Caller, @PathId() id: number): Promise<BookingResponse> {
    return this.bookings.confirm(caller, id);
  }

  @Post('bookings/:id/cancel')
  @Idempotent()
  @Operation({
    summary: 'Cancel a booking; its seats are free at once.',
    path: { id: 1003 },
    body: BookingResponse,
    errors: ['NOT_FOUND', InvalidTransition, TooLate, AlreadyCheckedIn, JoinOnly],
  })
  cancel(
    @CurrentUser() caller: Caller,
    @PathId() id: number,
    @Body() { reason }: CancelRequest,
  ): Promise<BookingResponse> {
    return this.bookings.cancel(caller, id, reason);
  }

  @Get('user/bookings')
  @Operation({ summary: 'Your bookings to come or gone by.', body: BookingResponse, list: true })
  mine(@CurrentUser() caller: Caller, @Query() query: UserBookingsQuery): Promise<Page<BookingResponse>> {
    return this.bookings.listMine(caller, query);
  }
}
