import { Controller, Get, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { AccountPage } from '../../../web/pages/accounts/account.page.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { PageAlone, PageForm } from '../../platform/pages/page.js';
import { AccountPagesService } from './account-pages.service.js';

@ApiExcludeController()
@Controller('account')
@Requires('user', { sessionOnly: true })
export class AccountPageController {
  constructor(private readonly pages: AccountPagesService) {}

  @Get()
  @RateLimited('page')
  @PageAlone(AccountPage)
  show(): object {
    return {};
  }

  @Post()
  @PageForm(AccountPage, AccountPagesService)
  signOut(@CurrentUser() caller: Caller, @Res({ passthrough: true }) response: Response) {
    return this.pages.signOut(caller, response);
  }
}
