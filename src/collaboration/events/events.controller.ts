import { Body, Controller, Delete, Get, Patch, Post, Put, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CapacityBelowSeats } from '../../booking/booking.errors.js';
import { CurrentUser, OptionalUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { calendarContentType } from '../../platform/calendar-files/calendar-file.js';
import { UploadInProgress, type UploadedPicture } from '../../platform/files/picture-form.js';
import { NotAPicture, PictureTooLarge } from '../../platform/files/pictures.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation, type OperationOptions } from '../../platform/http/openapi/operation.js';
import { fileResponse } from '../../platform/http/request/content-negotiation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { AcceptsTimeZone, ViewerZone } from '../../platform/http/request/viewer-zone.js';
import { SessionsOutside } from '../agenda/agenda.errors.js';
import { EventEnded, EventHasBookings, NotTheOrganizer, OrganizersOnly } from '../collaboration.errors.js';
import { EventCalendarQueries } from '../event-views/event-calendar.queries.js';
import { EventDetailsResponse } from '../event-views/event-details.dto.js';
import { EventDetailsQueries } from '../event-views/event-details.queries.js';
import { EventsQuery } from '../event-views/event-list.dto.js';
import { EventResponse } from '../event-views/event.dto.js';
import { EventsQueries } from '../event-views/events.queries.js';
import { AcceptsCover, Cover } from './cover-upload.dto.js';
import { CoversService } from './covers.service.js';
import { EventChangeRequest, EventRequest } from './events.dto.js';
import { EventsService } from './events.service.js';

const CHANGE: OperationOptions = {
  summary: 'Change what is sent of an event',
  description: 'Bookings follow a new time, and who booked is told.',
  path: { id: 1002 },
  triedBy: 'organizer',
  requests: {
    'ticketed event': {
      location: 'Library, room 3',
      start_date: '2026-03-21T09:00:00Z',
      end_date: '2026-03-21T18:00:00Z',
      max_attendees: 60,
      price: '39.99',
    },
  },
  body: EventResponse,
  errors: [
    ...['NOT_FOUND', NotTheOrganizer, OrganizersOnly, EventEnded, EventHasBookings],
    ...[CapacityBelowSeats, SessionsOutside],
  ],
};

@ApiTags('Events')
@Controller('api/v1/events')
export class EventsController {
  constructor(
    private readonly events: EventsService,
    private readonly queries: EventsQueries,
    private readonly detailsQueries: EventDetailsQueries,
    private readonly calendars: EventCalendarQueries,
    private readonly covers: CoversService,
  ) {}

  @Get()
  @OptionalUser()
  @AcceptsTimeZone()
  @Operation({ summary: 'Events that you may see, latest start first', body: EventResponse, list: true })
  list(
    @Query() query: EventsQuery,
    @ViewerZone() zone: string,
    @CurrentUser() caller: Caller | null,
  ): Promise<Page<EventResponse>> {
    return this.queries.list(query, zone, caller);
  }

  @Post()
  @Requires('user')
  @Idempotent()
  @Operation({
    summary: 'Make a gathering, or the draft of a ticketed event',
    triedBy: 'organizer',
    requests: {
      gathering: {
        title: 'Picnic by the lake',
        description: 'Bring something to share.',
        location: 'Boathouse',
        date: '2026-03-21T12:00:00Z',
        timezone: 'Europe/Berlin',
        max_participants: 20,
        visibility: 'public',
      },
      'ticketed event': {
        title: 'A Day of Types',
        description: 'Learn what types can do for you',
        category: 'workshop',
        location: 'Library, room 2',
        start_date: '2026-03-21T09:00:00Z',
        end_date: '2026-03-21T17:00:00Z',
        timezone: 'Europe/Berlin',
        max_attendees: 50,
        price: '29.99',
        currency: 'USD',
        tax_rate: '19',
        tags: 'programming, types',
      },
    },
    description:
      'With `date` a gathering that its creator is the first to join; ' +
      'with `start_date` and `end_date` a draft.',
    status: 201,
    body: EventResponse,
    errors: [OrganizersOnly],
  })
  create(@Body() body: EventRequest, @CurrentUser() caller: Caller): Promise<EventResponse> {
    return this.events.create(caller, body);
  }

  @Get(':id')
  @OptionalUser()
  @Operation({
    summary: 'An event with all that belongs to it',
    body: EventDetailsResponse,
    errors: ['NOT_FOUND'],
  })
  details(@PathId() id: number, @CurrentUser() caller: Caller | null): Promise<EventDetailsResponse> {
    return this.detailsQueries.get(id, caller);
  }

  @Put(':id')
  @Requires('user')
  @Operation(CHANGE)
  async change(
    @PathId() id: number,
    @Body() body: EventChangeRequest,
    @CurrentUser() caller: Caller,
  ): Promise<EventResponse> {
    await this.events.change(caller, id, body);
    return this.queries.get(id, caller);
  }

  @Patch(':id')
  @Requires('user')
  @Operation(CHANGE)
  patch(
    @PathId() id: number,
    @Body() body: EventChangeRequest,
    @CurrentUser() caller: Caller,
  ): Promise<EventResponse> {
    return this.change(id, body, caller);
  }

  @Delete(':id')
  @Requires('user')
  @Operation({
    summary: 'Delete an event',
    path: { id: 1001 },
    triedBy: 'organizer',
    description: 'A gathering is cancelled first. A ticketed event that ever had a booking stays: cancel it.',
    status: 204,
    errors: ['NOT_FOUND', NotTheOrganizer, EventHasBookings],
  })
  remove(@PathId() id: number, @CurrentUser() caller: Caller): Promise<void> {
    return this.events.remove(caller, id);
  }

  @Put(':id/cover')
  @Requires('user')
  @AcceptsCover()
  @Operation({
    summary: 'Give an event a picture',
    description:
      'As `multipart/form-data`, with a picture of at most 25 MB and 50 megapixels as `cover_image`.',
    body: EventResponse,
    errors: [
      'NOT_FOUND',
      NotTheOrganizer,
      OrganizersOnly,
      EventEnded,
      NotAPicture,
      PictureTooLarge,
      UploadInProgress,
    ],
  })
  async changeCover(
    @PathId() id: number,
    @CurrentUser() caller: Caller,
    @Cover() cover?: UploadedPicture,
  ): Promise<EventResponse> {
    await this.covers.change(caller, id, cover);
    return this.queries.get(id, caller);
  }

  @Get(':id/calendar.ics')
  @OptionalUser()
  @Operation({
    summary: 'An event as a file for calendars',
    produces: ['text/calendar'],
    errors: ['NOT_FOUND'],
  })
  async calendar(@PathId() id: number, @CurrentUser() caller: Caller | null): Promise<StreamableFile> {
    const file = await this.calendars.file(id, caller);
    return fileResponse(Buffer.from(file), calendarContentType('PUBLISH'), 'event.ics');
  }
}
