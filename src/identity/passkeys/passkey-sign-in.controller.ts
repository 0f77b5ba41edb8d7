import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Public } from '../../platform/auth/access.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { MfaTokenNotValid } from '../factors/factor.errors.js';
import { AccountDisabled, AccountNotVerified, SsoRequired } from '../identity.errors.js';
import { MfaRequiredResponse, SignedInResponse } from '../sign-in/auth.dto.js';
import { SignInDoorsService } from '../sign-in/sign-in-doors.service.js';
import { PasskeyRefused } from './passkey.errors.js';
import {
  PasskeyRequestOptionsResponse,
  PasskeySignInOptionsRequest,
  PasskeySignInRequest,
} from './passkeys.dto.js';
import { PasskeySignInService } from './passkey-sign-in.service.js';

@ApiTags('Passkeys')
@Controller('api/v1/auth/passkey')
export class PasskeySignInController {
  constructor(
    private readonly signIns: PasskeySignInService,
    private readonly doors: SignInDoorsService,
  ) {}

  @Post('options')
  @Public({ ignoresCredentials: true })
  @Operation({
    summary: 'Begin to sign in by a passkey: options for the browser',
    description: 'With `mfa_token` the passkey is the second factor of that sign-in.',
    body: PasskeyRequestOptionsResponse,
    errors: [MfaTokenNotValid],
  })
  options(@Body() body: PasskeySignInOptionsRequest): Promise<object> {
    return this.signIns.requestOptions(body.mfa_token);
  }

  @Post()
  @Public({ ignoresCredentials: true })
  @RateLimited('login')
  @Operation({
    summary: 'Sign in by a passkey; sets the session cookie too',
    description:
      'A device that did not verify its user leaves the second factor to be asked for, where it is on.',
    body: SignedInResponse,
    orForm: MfaRequiredResponse,
    errors: [PasskeyRefused, MfaTokenNotValid, AccountDisabled, AccountNotVerified, SsoRequired],
  })
  async signIn(@Body() body: PasskeySignInRequest, @Res({ passthrough: true }) response: Response) {
    return this.doors.letIn('auth', await this.signIns.signIn(body.credential, body.mfa_token), response);
  }
}
