import { Injectable } from '@nestjs/common';
import { SeeOther, type JsonText, type Redirection } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import type { PageBodies } from '../../platform/pages/page.js';
import { isTimeZone } from '../../shared/local-days.js';
import type { AppointmentRequest, AppointmentResponse } from '../appointments/appointments.dto.js';
import { AppointmentsService, type Invitee } from '../appointments/appointments.service.js';
import { InvalidInput } from '../../shared/errors.js';
import { hasNoNextMonth, type BookingPageQuery } from './public-pages.dto.js';
import { PublicPagesService } from './public-pages.service.js';

/** Books as the API does, and then leads to the page of what was booked. */
@Injectable()
export class BookingFormService implements PageBodies {
  constructor(
    private readonly appointments: AppointmentsService,
    private readonly pages: PublicPagesService,
  ) {}

  /** Refuses as `POST events/bookings/create`. A frame shows no other page: it is answered with the booking. */
  async book(
    request: AppointmentRequest,
    invitee: Invitee,
    isFramed: boolean,
  ): Promise<AppointmentResponse | SeeOther> {
    const booked = await this.appointments.book(request, invitee);
    if (isFramed) return booked;
    return new SeeOther(`/manage/${booked.access_token}?done=${outcomeOf(booked)}`);
  }

  async bodyOf({ params, body }: PlatformRequest): Promise<JsonText | Redirection> {
    const sent = body as Record<string, unknown>;
    const { organizer_slug, event_type_slug } = params as Record<string, string>;
    const show = (query: BookingPageQuery) =>
      this.pages.ofType(organizer_slug!, event_type_slug!, query, {
        caller: null,
        zone: zoneFrom(sent['invitee_timezone']),
        chosen: { isPage: true, zone: null, language: null },
      });
    try {
      return await show(queryFrom(sent));
    } catch (error) {
      if (error instanceof InvalidInput) return show({ attendee_count: 1 });
      throw error;
    }
  }
}

function outcomeOf({ status, total_price }: AppointmentResponse): string {
  if (status === 'waitlisted') return 'waiting';
  if (status === 'confirmed') return 'booked';
  return Number(total_price) > 0 ? 'held' : 'asked';
}

/** What is sound of it: the form may have been refused for any of these. */
function queryFrom({ start_time, duration, attendee_count }: Record<string, unknown>): BookingPageQuery {
  const start = typeof start_time === 'string' ? new Date(start_time) : undefined;
  const isStart = start !== undefined && !Number.isNaN(start.getTime()) && !hasNoNextMonth(start);
  const [length, party] = [Number(duration ?? NaN), Number(attendee_count ?? 1)];
  return {
    ...(isStart && { start_time: start }),
    ...(Number.isInteger(length) && { duration: length }),
    attendee_count: Number.isInteger(party) && party > 0 ? party : 1,
  };
}

function zoneFrom(sent: unknown): string | null {
  return typeof sent === 'string' && isTimeZone(sent) ? sent : null;
}
