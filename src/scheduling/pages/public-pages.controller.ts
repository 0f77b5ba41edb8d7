import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { BookingPage } from '../../../web/pages/booking/booking.page.js';
import { OrganizerPage } from '../../../web/pages/booking/organizer.page.js';
import { CurrentUser, Public } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import type { JsonText, Redirection } from '../../platform/http/pipeline/json-text.js';
import { PublicCache, Revalidated } from '../../platform/http/caching/public-cache.js';
import { AcceptsTimeZone, GivenZone } from '../../platform/http/request/viewer-zone.js';
import { ChosenForPages, Page, type PageChoices } from '../../platform/pages/page.js';
import { BookingPageQuery, BookingPageResponse, OrganizerPageResponse } from './public-pages.dto.js';
import { PublicPagesService } from './public-pages.service.js';

const MOVED = 'An address that moved less than 90 days ago is answered with where it is now.';

@ApiTags('Booking pages')
@Controller()
@Public()
@RateLimited('page')
export class PublicPagesController {
  constructor(private readonly pages: PublicPagesService) {}

  @Get(':organizer_slug')
  @PublicCache()
  @Operation({
    summary: 'An organizer and what can be booked of them',
    path: { organizer_slug: 'olivia' },
    description: MOVED,
    body: OrganizerPageResponse,
    redirects: true,
    errors: ['NOT_FOUND'],
  })
  @Page(OrganizerPage)
  ofOrganizer(@Param('organizer_slug') slug: string): Promise<OrganizerPageResponse | Redirection> {
    return this.pages.ofOrganizer(slug);
  }

  @Get(':organizer_slug/:event_type_slug')
  @Revalidated()
  @AcceptsTimeZone('The IANA time zone whose days are asked for; the organizer’s by default.')
  @Operation({
    summary: 'An event type, and the starts at which it can be booked now',
    path: { organizer_slug: 'olivia', event_type_slug: 'intro' },
    description: `What is not public opens too. ${MOVED}`,
    body: BookingPageResponse,
    redirects: true,
    errors: ['NOT_FOUND'],
  })
  @Page(BookingPage)
  ofType(
    @Param('organizer_slug') organizer: string,
    @Param('event_type_slug') type: string,
    @Query() query: BookingPageQuery,
    @GivenZone() zone: string | null,
    @CurrentUser() caller: Caller | null,
    @ChosenForPages() chosen: PageChoices,
  ): Promise<JsonText | Redirection> {
    return this.pages.ofType(organizer, type, query, { zone, caller, chosen });
  }
}
