import { Body, Controller, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentUser, Public, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import {
  AddressRequest,
  ChangeEmailRequest,
  CredentialsMessageResponse,
  type CredentialsMessage,
  MailedTokenRequest,
  proofOf,
} from '../credentials/credentials.dto.js';
import { InvalidCode, MfaRequired } from '../factors/factor.errors.js';
import {
  EmailTaken,
  InvalidToken,
  ReauthenticationRequired,
  SignInSlowed,
  TooManyMails,
  WrongPassword,
} from '../identity.errors.js';
import { EmailVerificationService } from './email-verification.service.js';
import { demoPassword } from '../demo/demo-logins.policy.js';

const MESSAGES = {
  verified: 'Email verified successfully',
  erased: 'The registration is erased; nobody can use your address by it.',
};

@ApiTags('Accounts')
@Controller('api/v1/users')
export class VerificationController {
  constructor(private readonly verification: EmailVerificationService) {}

  @Post('verify-email')
  @Public({ ignoresCredentials: true })
  @Operation({
    summary: 'Confirm an e-mail address by a mailed link',
    description:
      'The first proof ends what others may have prepared: sessions, provider links and passwords that are ' +
      'not of the registration. The token of the mail’s link "this was not me" erases the ' +
      'registration instead.',
    body: CredentialsMessageResponse,
    errors: [InvalidToken, EmailTaken],
  })
  async verifyEmail(@Body() { token }: MailedTokenRequest): CredentialsMessage {
    return { message: MESSAGES[await this.verification.verify(token)] };
  }

  @Post('resend-verification')
  @Public({ ignoresCredentials: true })
  @RateLimited('password_reset')
  @Operation({ summary: 'Have the link mailed again', body: CredentialsMessageResponse })
  async resendVerification(@Body() { email }: AddressRequest): CredentialsMessage {
    await this.verification.resend(email);
    return { message: 'If an account with this address waits for it, a new link is on its way.' };
  }

  @Post('change-email')
  @Requires('user', { sessionOnly: true })
  @Operation({
    summary: 'Change your e-mail address, once the new one is confirmed',
    demoRequests: { attendee: { password: demoPassword('attendee'), email: 'adam.attendee@example.org' } },
    body: CredentialsMessageResponse,
    errors: [
      ...[WrongPassword, InvalidCode, ReauthenticationRequired, MfaRequired, SignInSlowed],
      ...[EmailTaken, TooManyMails],
    ],
  })
  async changeEmail(@CurrentUser() caller: Caller, @Body() body: ChangeEmailRequest): CredentialsMessage {
    await this.verification.changeEmail(caller, body.email, proofOf(body));
    return { message: 'A link was sent to the new address; the change takes effect when it is used.' };
  }
}
