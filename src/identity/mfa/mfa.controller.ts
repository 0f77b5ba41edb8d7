import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentUser, Public, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { proofOf } from '../credentials/credentials.dto.js';
import {
  CodeRefused,
  InvalidCode,
  MfaAlreadyEnabled,
  MfaNotEnabled,
  MfaNotSetUp,
  MfaTokenNotValid,
} from '../factors/factor.errors.js';
import {
  AccountDisabled,
  AccountNotVerified,
  ReauthenticationRequired,
  SignInSlowed,
  SsoRequired,
  WrongPassword,
} from '../identity.errors.js';
import {
  FlatSignedInResponse,
  MfaVerifyRequest,
  SignedInResponse,
  TokensResponse,
} from '../sign-in/auth.dto.js';
import { SignInDoorsService, type SignInAnswer } from '../sign-in/sign-in-doors.service.js';
import {
  MfaDisabledResponse,
  MfaEnabledResponse,
  MfaEnableRequest,
  MfaProofRequest,
  MfaSetupRequest,
  MfaSetupResponse,
  RecoveryCodesResponse,
} from './mfa.dto.js';
import { MfaService } from './mfa.service.js';
import { demoPassword } from '../demo/demo-logins.policy.js';

const PROVEN = [WrongPassword, InvalidCode, ReauthenticationRequired, SignInSlowed, MfaNotEnabled];

@ApiTags('Second factor')
@Controller('api/v1/users/mfa')
export class MfaController {
  constructor(
    private readonly mfa: MfaService,
    private readonly doors: SignInDoorsService,
  ) {}

  @Post('setup')
  @Requires('user', { sessionOnly: true })
  @Operation({
    summary: 'Get a secret for an authenticator app',
    demoRequests: { attendee: { password: demoPassword('attendee') } },
    description:
      'Nothing changes until `enable` brings a code of it. Asked again before, it is another secret.',
    body: MfaSetupResponse,
    errors: [MfaAlreadyEnabled, ReauthenticationRequired, WrongPassword, SignInSlowed],
  })
  setUp(@CurrentUser() caller: Caller, @Body() { password }: MfaSetupRequest): Promise<MfaSetupResponse> {
    return this.mfa.setUp(caller, password);
  }

  @Post('enable')
  @Requires('user', { sessionOnly: true })
  @Operation({
    summary: 'Switch the second factor on; ends every other session',
    body: MfaEnabledResponse,
    errors: [InvalidCode, MfaNotSetUp, MfaAlreadyEnabled],
  })
  async enable(@CurrentUser() caller: Caller, @Body() { code }: MfaEnableRequest): Promise<MfaEnabledResponse> {
    return { mfa_enabled: true, recovery_codes: await this.mfa.enable(caller, code) };
  }

  @Post('disable')
  @Requires('user', { sessionOnly: true })
  @Operation({
    summary: 'Switch the second factor off',
    demoRequests: { attendee: { password: demoPassword('attendee'), code: '492039' } },
    body: MfaDisabledResponse,
    errors: PROVEN,
  })
  async disable(@CurrentUser() caller: Caller, @Body() body: MfaProofRequest): Promise<MfaDisabledResponse> {
    await this.mfa.disable(caller, proofOf(body));
    return { mfa_enabled: false };
  }

  @Post('recovery-codes')
  @Requires('user', { sessionOnly: true })
  @Operation({
    summary: 'Get ten new recovery codes; the old are void',
    demoRequests: { attendee: { password: demoPassword('attendee'), code: '492039' } },
    body: RecoveryCodesResponse,
    errors: PROVEN,
  })
  async renewRecoveryCodes(
    @CurrentUser() caller: Caller,
    @Body() body: MfaProofRequest,
  ): Promise<RecoveryCodesResponse> {
    return { recovery_codes: await this.mfa.renewRecoveryCodes(caller, proofOf(body)) };
  }

  @Post('verify')
  @Public({ ignoresCredentials: true })
  @RateLimited('login')
  @Operation({
    summary: 'Complete a sign-in by password with a code, or a recovery code',
    description: 'Answers as the door that the password was given at.',
    body: SignedInResponse,
    orForm: [FlatSignedInResponse, TokensResponse],
    errors: [CodeRefused, MfaTokenNotValid, AccountDisabled, AccountNotVerified, SsoRequired],
  })
  verify(
    @Body() body: MfaVerifyRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignInAnswer> {
    return this.doors.verify(body, response);
  }
}
