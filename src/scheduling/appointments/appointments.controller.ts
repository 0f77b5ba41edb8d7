import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AlreadyBooked,
  AlreadyWaiting,
  BookingClosed,
  ReservedForWaitlist,
  SlotUnavailable,
  TooManyHolds,
} from '../../booking/booking.errors.js';
import { CurrentUser, Public, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { ReaderLanguage } from '../../platform/http/request/reader-language.js';
import { AcceptsTimeZone, ViewerZone } from '../../platform/http/request/viewer-zone.js';
import { TimeConflict } from '../scheduling.errors.js';
import {
  AppointmentBody,
  AppointmentRequest,
  AppointmentResponse,
  AppointmentsQuery,
} from './appointments.dto.js';
import { AppointmentsService } from './appointments.service.js';

@ApiTags('Appointments')
@Controller('api/v1/events/bookings')
export class AppointmentsController {
  constructor(private readonly appointments: AppointmentsService) {}

  @Post('create')
  @Public()
  @RateLimited('booking')
  @Idempotent()
  @Operation({
    summary: 'Book an appointment, with or without an account.',
    requests: {
      'half an hour': {
        organizer_slug: 'olivia',
        event_type_slug: 'intro',
        start_time: '2026-03-02T13:00:00Z',
        invitee_name: 'Grace Hopper',
        invitee_email: 'grace@example.org',
        invitee_phone: '+12025550123',
        invitee_timezone: 'America/New_York',
      },
    },
    description:
      'Whoever is signed in is bound to it by the account. What costs something is held until it is paid, ' +
      'what the organizer has to confirm until that is done. A refusal says why, and what is free.',
    status: 201,
    body: AppointmentResponse,
    errors: [
      ...[SlotUnavailable, TimeConflict, AlreadyBooked, AlreadyWaiting, ReservedForWaitlist],
      ...[TooManyHolds, BookingClosed],
    ],
  })
  create(
    @CurrentUser() caller: Caller | null,
    @Body() request: AppointmentRequest,
    @ReaderLanguage() language: string | null,
  ): Promise<AppointmentResponse> {
    return this.appointments.book(request, { caller, language });
  }

  @Get()
  @Requires('user')
  @AcceptsTimeZone()
  @Operation({
    summary: 'Appointments with you as their host, newest first.',
    body: AppointmentBody,
    list: true,
  })
  list(
    @CurrentUser() caller: Caller,
    @Query() query: AppointmentsQuery,
    @ViewerZone() zone: string,
  ): Promise<Page<AppointmentBody>> {
    return this.appointments.listHosted(caller, query, zone);
  }
}
