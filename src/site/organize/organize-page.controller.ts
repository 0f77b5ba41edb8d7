import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { OrganizePages } from '../../../web/pages/organize/organize.page.js';
import { Requires } from '../../platform/auth/access.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { PageAlone } from '../../platform/pages/page.js';

/** The rooms of who offers something: frames, which the API's answers fill. */
@ApiExcludeController()
@Controller('organize')
@Requires('user', { sessionOnly: true })
@RateLimited('page')
export class OrganizePageController {
  @Get()
  @PageAlone(OrganizePages.overview)
  overview(): object {
    return {};
  }

  @Get(['bookings', 'bookings/*rest'])
  @PageAlone(OrganizePages.bookings)
  bookings(): object {
    return {};
  }

  @Get(['events', 'events/:id', 'events/:id/attendees', 'events/:id/announce'])
  @PageAlone(OrganizePages.events)
  events(): object {
    return {};
  }

  @Get('availability')
  @PageAlone(OrganizePages.availability)
  availability(): object {
    return {};
  }

  @Get(['event-types', 'event-types/*rest'])
  @PageAlone(OrganizePages.types)
  types(): object {
    return {};
  }

  @Get(['contacts', 'contacts/*rest'])
  @PageAlone(OrganizePages.contacts)
  contacts(): object {
    return {};
  }

  @Get(['calendars', 'calendars/*rest'])
  @PageAlone(OrganizePages.calendars)
  calendars(): object {
    return {};
  }

  @Get(['workflows', 'workflows/*rest'])
  @PageAlone(OrganizePages.workflows)
  workflows(): object {
    return {};
  }

  @Get(['webhooks', 'webhooks/*rest'])
  @PageAlone(OrganizePages.webhooks)
  webhooks(): object {
    return {};
  }
}
