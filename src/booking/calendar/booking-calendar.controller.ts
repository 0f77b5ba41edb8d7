import { Controller, Get, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { calendarContentType } from '../../platform/calendar-files/calendar-file.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { fileResponse } from '../../platform/http/request/content-negotiation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { BookingCalendarService } from './booking-calendar.service.js';

@ApiTags('Bookings')
@Controller('api/v1/bookings/:id')
@Requires('user')
export class BookingCalendarController {
  constructor(private readonly calendars: BookingCalendarService) {}

  @Get('calendar.ics')
  @Operation({
    summary: 'A booking as a file for calendars, for its booker, its host and admins.',
    path: { id: 1001 },
    produces: ['text/calendar'],
    errors: ['NOT_FOUND'],
  })
  async file(@CurrentUser() caller: Caller, @PathId() id: number): Promise<StreamableFile> {
    const file = await this.calendars.file(caller, id);
    return fileResponse(Buffer.from(file), calendarContentType('PUBLISH'), `booking-${id}.ics`);
  }
}
