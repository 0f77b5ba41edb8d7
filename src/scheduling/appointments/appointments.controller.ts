import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AlreadyBooked,
  BookingClosed,
  ReservedForWaitlist,
  SlotUnavailable,
  TooManyHolds,
} from '../../booking/booking.errors.js';
import { CurrentUser, Public } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { ReaderLanguage } from '../../platform/http/request/reader-language.js';
import { TimeConflict } from '../scheduling.errors.js';
import { AppointmentRequest, AppointmentResponse } from './appointments.dto.js';
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
    description:
      'Whoever is signed in is bound to it by the account. What costs something is held until it is paid, ' +
      'what the organizer has to confirm until that is done. A refusal says why, and what is free.',
    status: 201,
    body: AppointmentResponse,
    errors: [SlotUnavailable, TimeConflict, AlreadyBooked, ReservedForWaitlist, TooManyHolds, BookingClosed],
  })
  create(
    @CurrentUser() caller: Caller | null,
    @Body() request: AppointmentRequest,
    @ReaderLanguage() language: string | null,
  ): Promise<AppointmentResponse> {
    return this.appointments.book(request, { caller, language });
  }
}
