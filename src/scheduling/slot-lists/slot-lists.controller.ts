import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Public } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import type { JsonText } from '../../platform/http/pipeline/json-text.js';
import { AcceptsTimeZone, GivenZone } from '../../platform/http/request/viewer-zone.js';
import { CalculatedSlotsQuery, CalculatedSlotsResponse, SlotsQuery, SlotsResponse } from './slot-lists.dto.js';
import { SlotListsService } from './slot-lists.service.js';

const ZONE = 'The IANA time zone whose days are asked for; the organizer’s by default.';

@ApiTags('Booking pages')
@Controller('api/v1')
@Public()
@RateLimited('page')
export class SlotListsController {
  constructor(private readonly lists: SlotListsService) {}

  @Get('events/slots/:organizer_slug/:event_type_slug')
  @Header('Cache-Control', 'no-cache')
  @AcceptsTimeZone(ZONE)
  @Operation({
    summary: 'The starts at which an event type can be booked now',
    path: { organizer_slug: 'olivia', event_type_slug: 'intro' },
    description: 'Flat and ascending. The tag is of the body without `meta`.',
    body: SlotsResponse,
    isTagged: true,
    errors: ['NOT_FOUND'],
  })
  ofType(
    @Param('organizer_slug') organizer: string,
    @Param('event_type_slug') type: string,
    @Query() query: SlotsQuery,
    @GivenZone() zone: string | null,
    @CurrentUser() caller: Caller | null,
  ): Promise<JsonText> {
    return this.lists.ofType(organizer, type, query, { zone, caller });
  }

  @Get('availability/calculated-slots/:organizer_slug')
  @Header('Cache-Control', 'no-cache')
  @AcceptsTimeZone(ZONE)
  @Operation({
    summary: 'An organizer’s free time, of one event type or of a length',
    path: { organizer_slug: 'olivia' },
    description: 'Without `event_type` there are no buffers, no notice and no window.',
    body: CalculatedSlotsResponse,
    isTagged: true,
    errors: ['NOT_FOUND'],
  })
  ofOrganizer(
    @Param('organizer_slug') organizer: string,
    @Query() query: CalculatedSlotsQuery,
    @GivenZone() zone: string | null,
    @CurrentUser() caller: Caller | null,
  ): Promise<JsonText> {
    return this.lists.ofOrganizer(organizer, query, { zone, caller });
  }
}
