import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Public, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { TextField } from '../../platform/http/fields/fields.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import {
  EmailTaken,
  InvalidToken,
  NoPassword,
  SignInSlowed,
  TooManyMails,
  WrongPassword,
} from '../identity.errors.js';
import {
  AddressRequest,
  ChangeEmailRequest,
  ChangePasswordRequest,
  ConfirmResetRequest,
  currentPasswordOf,
  MailedTokenRequest,
  newPasswordOf,
} from './credentials.dto.js';
import { EmailVerificationService } from './email-verification.service.js';
import { PasswordsService } from './passwords.service.js';

class CredentialsMessageResponse {
  @TextField({ example: 'Done.' })
  message: string;
}

type Message = Promise<CredentialsMessageResponse>;

@ApiTags('Accounts')
@Controller('api/v1/users')
export class CredentialsController {
  constructor(
    private readonly verification: EmailVerificationService,
    private readonly passwords: PasswordsService,
  ) {}

  @Post('verify-email')
  @Public({ ignoresCredentials: true })
  @Operation({
    summary: 'Confirm an e-mail address by a mailed link',
    body: CredentialsMessageResponse,
    errors: [InvalidToken, EmailTaken],
  })
  async verifyEmail(@Body() { token }: MailedTokenRequest): Message {
    await this.verification.verify(token);
    return { message: 'Email verified successfully' };
  }

  @Post('resend-verification')
  @Public({ ignoresCredentials: true })
  @RateLimited('password_reset')
  @Operation({ summary: 'Have the link mailed again', body: CredentialsMessageResponse })
  async resendVerification(@Body() { email }: AddressRequest): Message {
    await this.verification.resend(email);
    return { message: 'If an account with this address waits for it, a new link is on its way.' };
  }

  @Post('request-password-reset')
  @Public({ ignoresCredentials: true })
  @RateLimited('password_reset')
  @Operation({ summary: 'Have a link mailed that sets a new password', body: CredentialsMessageResponse })
  async requestPasswordReset(@Body() { email }: AddressRequest): Message {
    await this.passwords.requestReset(email);
    return { message: 'If an account with this address exists, a link is on its way.' };
  }

  @Post('confirm-password-reset')
  @Public({ ignoresCredentials: true })
  @Operation({
    summary: 'Set a new password by a mailed link; ends every session',
    body: CredentialsMessageResponse,
    errors: [InvalidToken],
  })
  async confirmPasswordReset(@Body() body: ConfirmResetRequest): Message {
    await this.passwords.reset(body.token, newPasswordOf(body));
    return { message: 'Password reset successfully' };
  }

  @Post('change-password')
  @Requires('user')
  @Operation({
    summary: 'Set a new password; ends every other session',
    body: CredentialsMessageResponse,
    errors: [WrongPassword, NoPassword, SignInSlowed],
  })
  async changePassword(@CurrentUser() caller: Caller, @Body() body: ChangePasswordRequest): Message {
    await this.passwords.changePassword(caller, currentPasswordOf(body), newPasswordOf(body));
    return { message: 'Password changed successfully' };
  }

  @Post('change-email')
  @Requires('user')
  @Operation({
    summary: 'Change your e-mail address, once the new one is confirmed',
    body: CredentialsMessageResponse,
    errors: [WrongPassword, NoPassword, EmailTaken, SignInSlowed, TooManyMails],
  })
  async changeEmail(@CurrentUser() caller: Caller, @Body() { email, password }: ChangeEmailRequest): Message {
    await this.verification.changeEmail(caller.id, email, password);
    return { message: 'A link was sent to the new address; the change takes effect when it is used.' };
  }
}
