import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HomePage } from '../../../web/pages/events/home.page.js';
import { Public } from '../../platform/auth/access.js';
import { PublicCache } from '../../platform/http/caching/public-cache.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { PageAlone } from '../../platform/pages/page.js';
import { EventPagesService } from './event-pages.service.js';

@ApiExcludeController()
@Controller()
@Public({ sessionOnly: true })
@RateLimited('page')
export class HomePageController {
  constructor(private readonly pages: EventPagesService) {}

  @Get()
  @PublicCache()
  @PageAlone(HomePage)
  home() {
    return this.pages.whatIsOn();
  }
}
