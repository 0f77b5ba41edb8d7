import { Controller, Get, Query } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { OverviewPage } from '../../../web/pages/admin/overview.page.js';
import { Requires } from '../../platform/auth/access.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { PageAlone } from '../../platform/pages/page.js';
import { OverviewPageQuery } from './admin-forms.dto.js';
import { OverviewPageService } from './overview-page.service.js';

@ApiExcludeController()
@Controller('admin')
@Requires('admin', { sessionOnly: true })
export class AdminOverviewController {
  constructor(private readonly overview: OverviewPageService) {}

  @Get()
  @RateLimited('page')
  @PageAlone(OverviewPage)
  show(@Query() { days }: OverviewPageQuery) {
    return this.overview.read(Number(days));
  }
}
