import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { AccountPage } from '../../../web/pages/accounts/account.page.js';
import { DataPage } from '../../../web/pages/accounts/data.page.js';
import { FactorsPage } from '../../../web/pages/accounts/factors.page.js';
import { SecurityPage } from '../../../web/pages/accounts/security.page.js';
import { SessionsPage } from '../../../web/pages/accounts/sessions.page.js';
import { TokensPage } from '../../../web/pages/accounts/tokens.page.js';
import { CurrentUser, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import type { UploadedPicture } from '../../platform/files/picture-form.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { TokenInUpload } from '../../platform/http/pipeline/csrf.js';
import { PageAlone, PageForm } from '../../platform/pages/page.js';
import { AcceptsPicture, Picture } from '../accounts/picture-upload.dto.js';
import {
  EraseForm,
  FactorsForm,
  ProfileForm,
  SecurityForm,
  SessionsForm,
  TokensForm,
} from './account-forms.dto.js';
import { DataPageService } from './data-page.service.js';
import { FactorsPageService } from './factors-page.service.js';
import { ProfilePageService } from './profile-page.service.js';
import { SecurityPageService } from './security-page.service.js';
import { SessionsPageService } from './sessions-page.service.js';
import { TokensPageService } from './tokens-page.service.js';

/** What people do about their accounts; each form is sent to the address of its own page. */
@ApiExcludeController()
@Controller('account')
@Requires('user', { sessionOnly: true })
export class AccountPagesController {
  constructor(
    private readonly profile: ProfilePageService,
    private readonly security: SecurityPageService,
    private readonly factors: FactorsPageService,
    private readonly sessions: SessionsPageService,
    private readonly tokens: TokensPageService,
    private readonly data: DataPageService,
  ) {}

  @Get()
  @RateLimited('page')
  @PageAlone(AccountPage)
  showProfile(@CurrentUser() caller: Caller) {
    return this.profile.read(caller);
  }

  @Post()
  @TokenInUpload()
  @AcceptsPicture()
  @PageForm(AccountPage, ProfilePageService)
  submitProfile(
    @CurrentUser() caller: Caller,
    @Body() form: ProfileForm,
    @Res({ passthrough: true }) response: Response,
    @Picture() picture?: UploadedPicture,
  ) {
    return this.profile.submit(caller, form, { response, picture });
  }

  @Get('security')
  @RateLimited('page')
  @PageAlone(SecurityPage)
  showSecurity(@CurrentUser() caller: Caller) {
    return this.profile.read(caller);
  }

  @Post('security')
  @PageForm(SecurityPage, ProfilePageService)
  submitSecurity(@CurrentUser() caller: Caller, @Body() form: SecurityForm) {
    return this.security.submit(caller, form);
  }

  @Get('factors')
  @RateLimited('page')
  @PageAlone(FactorsPage)
  showFactors(@CurrentUser() caller: Caller) {
    return this.factors.read(caller);
  }

  @Post('factors')
  @PageForm(FactorsPage, FactorsPageService)
  submitFactors(@CurrentUser() caller: Caller, @Body() form: FactorsForm) {
    return this.factors.submit(caller, form);
  }

  @Get('sessions')
  @RateLimited('page')
  @PageAlone(SessionsPage)
  showSessions(@CurrentUser() caller: Caller) {
    return this.sessions.read(caller);
  }

  @Post('sessions')
  @PageForm(SessionsPage, SessionsPageService)
  submitSessions(
    @CurrentUser() caller: Caller,
    @Body() form: SessionsForm,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.sessions.submit(caller, form, response);
  }

  @Get('tokens')
  @RateLimited('page')
  @PageAlone(TokensPage)
  showTokens(@CurrentUser() caller: Caller) {
    return this.tokens.read(caller);
  }

  @Post('tokens')
  @PageForm(TokensPage, TokensPageService)
  submitTokens(@CurrentUser() caller: Caller, @Body() form: TokensForm) {
    return this.tokens.submit(caller, form);
  }

  @Get('data')
  @RateLimited('page')
  @PageAlone(DataPage)
  showData(@CurrentUser() caller: Caller) {
    return this.profile.read(caller);
  }

  @Post('data')
  @PageForm(DataPage, ProfilePageService)
  submitData(
    @CurrentUser() caller: Caller,
    @Body() form: EraseForm,
    @Res({ passthrough: true }) response: Response,
  ) {
    return this.data.erase(caller, form, response);
  }
}
