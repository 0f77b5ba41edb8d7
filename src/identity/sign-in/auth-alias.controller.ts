import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { CurrentUser, Public, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { MediaFiles } from '../../platform/files/media-files.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { AccountResponse, toAccountResponse } from '../accounts/account.dto.js';
import {
  AccountDisabled,
  AccountNotVerified,
  EmailTaken,
  InvalidCredentials,
  SignInSlowed,
  RegistrationClosed,
  SsoRequired,
  UsernameTaken,
} from '../identity.errors.js';
import { LogoutService } from '../sessions/logout.service.js';
import { SessionCookie } from '../sessions/session-cookie.adapter.js';
import {
  FlatRegisteredResponse,
  FlatSignedInResponse,
  LoginRequest,
  LogoutRequest,
  MfaRequiredResponse,
  SignedOutResponse,
  toFlatRegistered,
} from './auth.dto.js';
import { RegisterRequest, RegisterWithConfirmationRequest, toNewAccount } from './registration.dto.js';
import { RegistrationService } from './registration.service.js';
import { SignInDoorsService } from './sign-in-doors.service.js';
import { demoLogins } from '../demo/demo-logins.policy.js';

/** The same under `users/`, with the bodies that those clients know. */
@ApiTags('Sign-in')
@Controller('api/v1/users')
export class AuthAliasController {
  constructor(
    private readonly registration: RegistrationService,
    private readonly doors: SignInDoorsService,
    private readonly logouts: LogoutService,
    private readonly cookie: SessionCookie,
    private readonly media: MediaFiles,
  ) {}

  @Post()
  @Public({ ignoresCredentials: true })
  @RateLimited('registration')
  @Operation({
    summary: 'Register without signing in',
    requests: {
      grace: {
        username: 'grace',
        email: 'grace@example.org',
        password: 'Correct-horse-7',
        password_confirm: 'Correct-horse-7',
        first_name: 'Grace',
        last_name: 'Hopper',
      },
    },
    insteadUse: 'POST /api/v1/auth/register',
    status: 201,
    body: AccountResponse,
    errors: [UsernameTaken, EmailTaken, SsoRequired, RegistrationClosed],
  })
  async create(@Body() body: RegisterWithConfirmationRequest): Promise<AccountResponse> {
    const { account } = await this.registration.register(toNewAccount(body), {
      signsIn: false,
      withCookie: false,
    });
    return toAccountResponse(account, this.media);
  }

  @Post('register')
  @Public({ ignoresCredentials: true })
  @RateLimited('registration')
  @Operation({
    summary: 'Register, and sign in at once',
    requests: {
      alan: {
        username: 'alan',
        email: 'alan@example.org',
        password: 'Correct-horse-7',
        first_name: 'Alan',
        last_name: 'Turing',
      },
    },
    insteadUse: 'POST /api/v1/auth/register',
    description: 'Where addresses must be verified first, the answer holds no tokens.',
    status: 201,
    body: FlatRegisteredResponse,
    errors: [UsernameTaken, EmailTaken, SsoRequired, RegistrationClosed],
  })
  async register(@Body() body: RegisterRequest, @Res({ passthrough: true }) response: Response) {
    const registered = await this.registration.register(toNewAccount(body), {
      signsIn: true,
      withCookie: true,
    });
    this.cookie.set(response, registered.session?.cookie ?? null);
    return toFlatRegistered(registered, this.media);
  }

  @Post('login')
  @Public({ ignoresCredentials: true })
  @RateLimited('login')
  @Operation({
    summary: 'Sign in by password',
    demoRequests: demoLogins(),
    insteadUse: 'POST /api/v1/auth/login',
    body: FlatSignedInResponse,
    orForm: MfaRequiredResponse,
    errors: [InvalidCredentials, AccountDisabled, AccountNotVerified, SsoRequired, SignInSlowed],
  })
  login(@Body() body: LoginRequest, @Res({ passthrough: true }) response: Response) {
    return this.doors.enter('users', body, response);
  }

  @Post('logout')
  @Requires('user', { sessionOnly: true })
  @Operation({
    summary: 'End this session: its tokens, its cookie and its sockets',
    insteadUse: 'POST /api/v1/auth/logout',
    body: SignedOutResponse,
  })
  async logout(
    @CurrentUser() caller: Caller,
    @Body() body: LogoutRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SignedOutResponse> {
    await this.logouts.signOut(caller, body.refresh);
    this.cookie.clear(response);
    return { success: true, message: 'Logged out successfully' };
  }
}
