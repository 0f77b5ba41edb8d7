import { Controller, Delete, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { AcceptsTimeZone, ViewerZone } from '../../platform/http/request/viewer-zone.js';
import { AlreadyCheckedIn, InvalidTransition, JoinOnly, TooLate } from '../booking.errors.js';
import { AdminBookingResponse, AdminBookingsQuery } from './bookings.dto.js';
import { BookingsService } from './bookings.service.js';

@ApiTags('Administration')
@Controller('api/v1/admin/bookings')
@Requires('admin')
export class AdminBookingsController {
  constructor(private readonly bookings: BookingsService) {}

  @Get()
  @AcceptsTimeZone()
  @Operation({ summary: 'Everybody’s bookings, newest first.', body: AdminBookingResponse, list: true })
  list(
    @CurrentUser() caller: Caller,
    @Query() query: AdminBookingsQuery,
    @ViewerZone() zone: string,
  ): Promise<Page<AdminBookingResponse>> {
    return this.bookings.listAll(caller, query, zone);
  }

  @Delete(':id')
  @Operation({
    summary: 'Cancel anybody’s booking.',
    path: { id: 1005 },
    status: 204,
    errors: ['NOT_FOUND', InvalidTransition, TooLate, AlreadyCheckedIn, JoinOnly],
  })
  remove(@CurrentUser() caller: Caller, @PathId() id: number): Promise<void> {
    return this.bookings.cancelAsAdmin(caller, id);
  }
}
