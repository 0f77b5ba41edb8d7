import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { ForgotPasswordPage } from '../../../web/pages/accounts/forgot-password.page.js';
import { ResetPasswordPage } from '../../../web/pages/accounts/reset-password.page.js';
import { VerifyEmailPage } from '../../../web/pages/accounts/verify-email.page.js';
import { Public } from '../../platform/auth/access.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { PageAlone, PageForm } from '../../platform/pages/page.js';
import {
  AddressRequest,
  ConfirmResetRequest,
  type CredentialsMessage,
} from '../credentials/credentials.dto.js';
import { PasswordsService } from '../credentials/passwords.service.js';
import { AccountPagesService } from './account-pages.service.js';
import { VerifyEmailForm } from './page-forms.dto.js';

/** Where mails lead. Opening a link does nothing: mail scanners open them, too. */
@ApiExcludeController()
@Controller()
@Public({ sessionOnly: true })
export class MailedLinkPageController {
  constructor(
    private readonly pages: AccountPagesService,
    private readonly passwords: PasswordsService,
  ) {}

  @Get('forgot-password')
  @RateLimited('page')
  @PageAlone(ForgotPasswordPage)
  forgotPage(): object {
    return {};
  }

  @Post('forgot-password')
  @RateLimited('password_reset')
  @PageForm(ForgotPasswordPage, AccountPagesService)
  async forgot(@Body() { email }: AddressRequest): CredentialsMessage {
    await this.passwords.requestReset(email);
    return { message: 'If an account with this address exists, a link is on its way.' };
  }

  @Get('reset-password')
  @RateLimited('page')
  @PageAlone(ResetPasswordPage)
  resetPage(): object {
    return {};
  }

  @Post('reset-password')
  @PageForm(ResetPasswordPage, AccountPagesService)
  async reset(@Body() body: ConfirmResetRequest): CredentialsMessage {
    await this.passwords.reset(body.token, body.new_password);
    return { message: 'Password reset successfully' };
  }

  @Get('verify-email')
  @RateLimited('page')
  @PageAlone(VerifyEmailPage)
  verifyPage(): object {
    return {};
  }

  @Post('verify-email')
  @RateLimited('password_reset', ({ body }) => !(body as { token?: string } | undefined)?.token)
  @PageForm(VerifyEmailPage, AccountPagesService)
  verify(@Body() form: VerifyEmailForm) {
    return this.pages.verify(form);
  }
}
