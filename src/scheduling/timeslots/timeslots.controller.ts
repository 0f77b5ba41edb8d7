import { Body, Controller, Delete, Get, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CapacityBelowSeats } from '../../booking/booking.errors.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { AcceptsTimeZone, ViewerZone } from '../../platform/http/request/viewer-zone.js';
import { DuplicateSlot } from '../scheduling.errors.js';
import {
  AdminTimeSlotResponse,
  AdminTimeSlotsQuery,
  TimeSlotChangeRequest,
  TimeSlotRequest,
  TimeSlotsQuery,
} from './timeslots.dto.js';
import { TimeslotsQueries } from './timeslots.queries.js';
import { TimeslotsService } from './timeslots.service.js';
import { TimeSlotResponse } from './timeslot.dto.js';

@ApiTags('Time slots')
@Controller('api/v1')
export class TimeslotsController {
  constructor(
    private readonly slots: TimeslotsService,
    private readonly queries: TimeslotsQueries,
  ) {}

  @Get('timeslots')
  @Requires('user')
  @AcceptsTimeZone()
  @Operation({
    summary: 'Time slots by their start, with what can be booked',
    body: TimeSlotResponse,
    list: true,
  })
  list(
    @Query() query: TimeSlotsQuery,
    @ViewerZone() zone: string,
    @CurrentUser() caller: Caller,
  ): Promise<Page<TimeSlotResponse>> {
    return this.queries.list(query, zone, caller.id);
  }

  @Get('admin/timeslots')
  @Requires('admin')
  @AcceptsTimeZone()
  @Operation({ summary: 'Time slots with their bookings', body: AdminTimeSlotResponse, list: true })
  listForAdmin(
    @Query() query: AdminTimeSlotsQuery,
    @ViewerZone() zone: string,
    @CurrentUser() caller: Caller,
  ): Promise<Page<AdminTimeSlotResponse>> {
    return this.queries.listForAdmin(query, zone, caller.id);
  }

  @Post('admin/timeslots')
  @Requires('admin')
  @Idempotent()
  @Operation({ summary: 'Make a time slot', status: 201, body: AdminTimeSlotResponse, errors: [DuplicateSlot] })
  create(@Body() body: TimeSlotRequest, @CurrentUser() caller: Caller): Promise<AdminTimeSlotResponse> {
    return this.slots.create(body, caller.id);
  }

  @Get('admin/timeslots/:id')
  @Requires('admin')
  @Operation({ summary: 'A time slot with its bookings', body: AdminTimeSlotResponse, errors: ['NOT_FOUND'] })
  get(@PathId() id: number, @CurrentUser() caller: Caller): Promise<AdminTimeSlotResponse> {
    return this.queries.getForAdmin(id, caller.id);
  }

  @Put('admin/timeslots/:id')
  @Requires('admin')
  @Operation({
    summary: 'Change what is sent of a time slot',
    path: { id: 1001 },
    description: 'A booked slot that is moved keeps its bookings; their owners are told.',
    body: AdminTimeSlotResponse,
    errors: [DuplicateSlot, CapacityBelowSeats, 'NOT_FOUND'],
  })
  async change(
    @PathId() id: number,
    @Body() body: TimeSlotChangeRequest,
    @CurrentUser() caller: Caller,
  ): Promise<AdminTimeSlotResponse> {
    await this.slots.change(id, body, caller.id);
    return this.queries.getForAdmin(id, caller.id);
  }

  @Delete('admin/timeslots/:id')
  @Requires('admin')
  @Operation({
    summary: 'Delete a time slot and cancel its bookings',
    path: { id: 1001 },
    status: 204,
    errors: ['NOT_FOUND'],
  })
  remove(@PathId() id: number, @CurrentUser() caller: Caller): Promise<void> {
    return this.slots.remove(id, caller.id);
  }
}
