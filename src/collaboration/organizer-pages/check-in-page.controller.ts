import { Controller, Get } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { CheckInPage } from '../../../web/pages/door/check-in.page.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { PathId } from '../../platform/http/request/path-id.js';
import { PageAlone } from '../../platform/pages/page.js';
import { CheckInPageService } from './check-in-page.service.js';

@ApiExcludeController()
@Controller('organize/events/:id/check-in')
@Requires('user', { sessionOnly: true })
export class CheckInPageController {
  constructor(private readonly page: CheckInPageService) {}

  @Get()
  @RateLimited('page')
  @PageAlone(CheckInPage)
  show(@CurrentUser() caller: Caller, @PathId() id: number) {
    return this.page.read(caller, id);
  }
}
