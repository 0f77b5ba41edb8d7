import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HomePage } from '../../../web/pages/site/home.page.js';
import { Public } from '../../platform/auth/access.js';
import { PublicCache } from '../../platform/http/caching/public-cache.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { PageAlone } from '../../platform/pages/page.js';

@ApiExcludeController()
@Controller()
@Public()
@RateLimited('page')
export class HomePageController {
  @Get()
  @PublicCache()
  @PageAlone(HomePage)
  home(): object {
    return {};
  }
}
