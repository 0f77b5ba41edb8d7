import { Body, Controller, Get, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BookingResponse } from '../../booking/booking.api.js';
import { CurrentUser, OptionalUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Idempotent } from '../../platform/http/idempotency/idempotent.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { AcceptedType, MEDIA } from '../../platform/http/request/content-negotiation.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { SpeakerBusy } from '../agenda/agenda.errors.js';
import { EventEnded, NotTheOrganizer, OrganizersOnly } from '../collaboration.errors.js';
import { OrganizedEventsQuery } from '../event-views/event-list.dto.js';
import { EventResponse } from '../event-views/event.dto.js';
import { EventsQueries } from '../event-views/events.queries.js';
import { AnnouncementsService } from './announcements.service.js';
import { AttendeesQueries } from './attendees.queries.js';
import { EventBookingsQueries } from './event-bookings.queries.js';
import { EventStatisticsQueries } from './event-statistics.queries.js';
import {
  AnnouncementRequest,
  AnnouncementResponse,
  AnnouncementsQuery,
  AttendeeResponse,
  AttendeesCountResponse,
  AttendeesQuery,
  CancelEventRequest,
  EventBookingsQuery,
  EventStatisticsResponse,
  SentAnnouncementResponse,
} from './ticketing.dto.js';
import { EventIsDraft, NotADraft, TooManyAnnouncements } from './ticketing.errors.js';
import { TicketingService } from './ticketing.service.js';

@ApiTags('Events')
@Controller('api/v1')
export class TicketingController {
  constructor(
    private readonly ticketing: TicketingService,
    private readonly announcements: AnnouncementsService,
    private readonly attendees: AttendeesQueries,
    private readonly bookings: EventBookingsQueries,
    private readonly figures: EventStatisticsQueries,
    private readonly events: EventsQueries,
  ) {}

  @Post('events/:id/publish')
  @Requires('user')
  @Idempotent()
  @Operation({
    summary: 'Open the draft of a ticketed event to everybody',
    path: { id: 1002 },
    triedBy: 'organizer',
    description: 'A draft that is not fit for it is a 400 whose `field_errors` name what to change.',
    body: EventResponse,
    errors: ['VALIDATION_ERROR', NotTheOrganizer, OrganizersOnly, NotADraft, SpeakerBusy],
  })
  publish(@PathId() id: number, @CurrentUser() caller: Caller): Promise<EventResponse> {
    return this.ticketing.publish(id, caller);
  }

  @Post('events/:id/cancel')
  @Requires('user')
  @Idempotent()
  @Operation({
    summary: 'Call an event off',
    path: { id: 1002 },
    triedBy: 'organizer',
    description: 'Its bookings are cancelled at once, and what was paid comes back.',
    body: EventResponse,
    errors: [NotTheOrganizer, EventEnded],
  })
  cancel(
    @PathId() id: number,
    @Body() { reason }: CancelEventRequest,
    @CurrentUser() caller: Caller,
  ): Promise<EventResponse> {
    return this.ticketing.cancel(id, reason || null, caller);
  }

  @Get('events/:id/attendees')
  @OptionalUser()
  @Operation({
    summary: 'Who comes to an event',
    description:
      'The organizer and admins see the bookings, those who take part the names, others how many they are.',
    body: AttendeeResponse,
    list: true,
    orElse: AttendeesCountResponse,
  })
  listAttendees(
    @PathId() id: number,
    @Query() query: AttendeesQuery,
    @CurrentUser() caller: Caller | null,
  ): Promise<Page<AttendeeResponse> | AttendeesCountResponse> {
    return this.attendees.list(id, query, caller);
  }

  @Get('events/:id/statistics')
  @OptionalUser()
  @Operation({ summary: 'What an event amounts to', body: EventStatisticsResponse })
  statistics(@PathId() id: number, @CurrentUser() caller: Caller | null): Promise<EventStatisticsResponse> {
    return this.figures.get(id, caller);
  }

  @Get('events/:id/bookings')
  @Requires('user')
  @Operation({
    summary: 'The bookings of an event of yours; as CSV all of them at once',
    path: { id: 2 },
    triedBy: 'organizer',
    body: BookingResponse,
    list: true,
    produces: [MEDIA.json, MEDIA.csv],
    errors: [NotTheOrganizer, 'NOT_ACCEPTABLE'],
  })
  listBookings(
    @PathId() id: number,
    @Query() query: EventBookingsQuery,
    @AcceptedType([MEDIA.json, MEDIA.csv]) type: string,
    @CurrentUser() caller: Caller,
  ): Promise<Page<BookingResponse> | StreamableFile> {
    return type === MEDIA.csv ? this.bookings.csv(id, query, caller) : this.bookings.list(id, query, caller);
  }

  @Post('events/:id/announce')
  @Requires('user')
  @Idempotent()
  @Operation({
    summary: 'Tell something to everybody who booked',
    status: 202,
    body: AnnouncementResponse,
    errors: [NotTheOrganizer, OrganizersOnly, EventIsDraft, EventEnded, TooManyAnnouncements],
  })
  announce(
    @PathId() id: number,
    @Body() body: AnnouncementRequest,
    @CurrentUser() caller: Caller,
  ): Promise<AnnouncementResponse> {
    return this.announcements.announce(id, body, caller);
  }

  @Get('events/:id/announcements')
  @Requires('user')
  @Operation({
    summary: 'What was told to everybody who booked, newest first',
    body: SentAnnouncementResponse,
    list: true,
    errors: ['NOT_FOUND', NotTheOrganizer],
  })
  listAnnouncements(
    @PathId() id: number,
    @Query() query: AnnouncementsQuery,
    @CurrentUser() caller: Caller,
  ): Promise<Page<SentAnnouncementResponse>> {
    return this.announcements.list(id, query, caller);
  }

  @Get('users/:id/events_organized')
  @Requires('user')
  @Operation({
    summary: 'The events that a person organizes; one’s own drafts too',
    body: EventResponse,
    list: true,
  })
  listOrganized(
    @PathId() id: number,
    @Query() query: OrganizedEventsQuery,
    @CurrentUser() caller: Caller,
  ): Promise<Page<EventResponse>> {
    return this.events.organizedBy(id, query, caller);
  }
}
