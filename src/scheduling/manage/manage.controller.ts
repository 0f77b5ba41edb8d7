import { Body, Controller, Get, Post, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  InvalidTransition,
  PaymentRequired,
  ReservedForWaitlist,
  SlotUnavailable,
  SoldOut,
  TooLate,
} from '../../booking/booking.errors.js';
import { Public } from '../../platform/auth/access.js';
import { calendarContentType } from '../../platform/calendar-files/calendar-file.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { fileResponse } from '../../platform/http/request/content-negotiation.js';
import { PathToken } from '../../platform/http/request/path-token.js';
import { AlreadyAttending, AttendeesFixed, TimeConflict } from '../scheduling.errors.js';
import { AppointmentFilesService } from './appointment-files.service.js';
import { ManageActionsService } from './manage-actions.service.js';
import { ManagedAppointmentResponse, ManageRequest } from './manage.dto.js';
import { ManagedAppointmentsService } from './managed-appointments.service.js';

@ApiTags('Appointments')
@Controller('api/v1/events/booking/:access_token')
@Public()
export class ManageController {
  constructor(
    private readonly managed: ManagedAppointmentsService,
    private readonly actions: ManageActionsService,
    private readonly files: AppointmentFilesService,
  ) {}

  @Get('manage')
  @Operation({
    summary: 'An appointment by its link, and what can be done with it now.',
    body: ManagedAppointmentResponse,
    errors: ['NOT_FOUND'],
  })
  read(@PathToken('access_token') token: string): Promise<ManagedAppointmentResponse> {
    return this.managed.read(token);
  }

  @Post('manage')
  @RateLimited('booking')
  @Idempotent()
  @Operation({
    summary: 'Cancel or move an appointment by its link, change who comes along, or take offered seats.',
    requests: {
      reschedule: { action: 'reschedule', start_time: '2026-03-18T09:00:00Z' },
      'add somebody': { action: 'add_attendee', name: 'Alan Turing', email: 'alan@example.org' },
      'remove somebody': { action: 'remove_attendee', email: 'alan@example.org' },
      cancel: { action: 'cancel', reason: 'I am ill.' },
    },
    description:
      'It keeps its id, its link and its entry in calendars. Cancelling refunds by the policy that it was ' +
      'made with. A refused move changes nothing, and says why and what is free.',
    body: ManagedAppointmentResponse,
    errors: [
      ...['NOT_FOUND', InvalidTransition, TooLate, SlotUnavailable, TimeConflict, ReservedForWaitlist],
      ...[AttendeesFixed, AlreadyAttending, SoldOut, PaymentRequired],
    ],
  })
  manage(
    @PathToken('access_token') token: string,
    @Body() request: ManageRequest,
  ): Promise<ManagedAppointmentResponse> {
    return this.actions.manage(token, request);
  }

  @Get('calendar.ics')
  @Operation({
    summary: 'An appointment as a file for calendars, by its link.',
    produces: ['text/calendar'],
    errors: ['NOT_FOUND'],
  })
  async file(@PathToken('access_token') token: string): Promise<StreamableFile> {
    const file = await this.files.file(token);
    return fileResponse(Buffer.from(file), calendarContentType('PUBLISH'), 'appointment.ics');
  }
}
