import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Public, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { InvalidCode, MfaRequired } from '../factors/factor.errors.js';
import { InvalidToken, ReauthenticationRequired, SignInSlowed, WrongPassword } from '../identity.errors.js';
import {
  AddressRequest,
  ChangePasswordRequest,
  ConfirmResetRequest,
  CredentialsMessageResponse,
  type CredentialsMessage,
  passwordChangeOf,
} from './credentials.dto.js';
import { PasswordsService } from './passwords.service.js';
import { demoPassword } from '../demo/demo-logins.policy.js';

@ApiTags('Accounts')
@Controller('api/v1/users')
export class CredentialsController {
  constructor(private readonly passwords: PasswordsService) {}

  @Post('request-password-reset')
  @Public({ ignoresCredentials: true })
  @RateLimited('password_reset')
  @Operation({ summary: 'Have a link mailed that sets a new password', body: CredentialsMessageResponse })
  async requestPasswordReset(@Body() { email }: AddressRequest): CredentialsMessage {
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
  async confirmPasswordReset(@Body() body: ConfirmResetRequest): CredentialsMessage {
    await this.passwords.reset(body.token, body.new_password);
    return { message: 'Password reset successfully' };
  }

  @Post('change-password')
  @Requires('user', { sessionOnly: true })
  @Operation({
    summary: 'Set a new password; ends every other session',
    triedBy: 'organizer',
    demoRequests: {
      organizer: { current_password: demoPassword('organizer'), new_password: 'Correct-horse-8' },
    },
    body: CredentialsMessageResponse,
    errors: [WrongPassword, InvalidCode, ReauthenticationRequired, MfaRequired, SignInSlowed],
  })
  async changePassword(@CurrentUser() caller: Caller, @Body() body: ChangePasswordRequest): CredentialsMessage {
    await this.passwords.changePassword(caller, passwordChangeOf(body));
    return { message: 'Password changed successfully' };
  }
}
