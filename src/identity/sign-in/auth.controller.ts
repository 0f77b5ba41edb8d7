import { Body, Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, Public, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { MediaFiles } from '../../platform/files/media-files.js';
import { TextField } from '../../platform/http/fields/fields.js';
import { RateLimited } from '../../platform/http/limits/rate-limited.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { CsrfTokens } from '../../platform/http/pipeline/csrf.js';
import {
  AccountDisabled,
  AccountNotVerified,
  CredentialsRefused,
  EmailTaken,
  InvalidCredentials,
  RefreshTokenReused,
  SessionEnded,
  SignInSlowed,
  RegistrationClosed,
  SsoRequired,
  TokenNotValid,
  UsernameTaken,
} from '../identity.errors.js';
import { LogoutService } from '../sessions/logout.service.js';
import { RefreshService } from '../sessions/refresh.service.js';
import { SessionCookie } from '../sessions/session-cookie.adapter.js';
import {
  AccessResponse,
  LoginRequest,
  LogoutRequest,
  AcknowledgementResponse,
  MfaRequiredResponse,
  RefreshRequest,
  RegisteredResponse,
  SignedInResponse,
  toRegistered,
  TokensResponse,
} from './auth.dto.js';
import { demoLogins } from '../demo/demo-logins.policy.js';
import { RegisterRequest, toNewAccount } from './registration.dto.js';
import { RegistrationService } from './registration.service.js';
import { SignInDoorsService } from './sign-in-doors.service.js';

class CsrfResponse {
  @TextField({ description: 'To be sent as `X-CSRFToken` with every unsafe request that comes by cookie.' })
  csrf_token: string;

  @TextField({ description: 'The same.' })
  csrfToken: string;
}

@ApiTags('Sign-in')
@Controller('api/v1/auth')
export class AuthController {
  constructor(
    private readonly registration: RegistrationService,
    private readonly doors: SignInDoorsService,
    private readonly refreshing: RefreshService,
    private readonly logouts: LogoutService,
    private readonly cookie: SessionCookie,
    private readonly csrf: CsrfTokens,
    private readonly media: MediaFiles,
  ) {}

  @Post('register')
  @Public({ ignoresCredentials: true })
  @RateLimited('registration')
  @Operation({
    summary: 'Register, and sign in at once',
    description: 'Where addresses must be verified first, the answer holds no tokens.',
    status: 201,
    body: RegisteredResponse,
    errors: [UsernameTaken, EmailTaken, SsoRequired, RegistrationClosed],
  })
  async register(@Body() body: RegisterRequest, @Res({ passthrough: true }) response: Response) {
    const registered = await this.registration.register(toNewAccount(body), {
      signsIn: true,
      withCookie: true,
    });
    this.cookie.set(response, registered.session?.cookie ?? null);
    return toRegistered(registered, this.media);
  }

  @Post('login')
  @Public({ ignoresCredentials: true })
  @RateLimited('login')
  @Operation({
    summary: 'Sign in by password: the usual door',
    description: 'Gives tokens and sets the session cookie too.',
    isUsual: true,
    demoRequests: demoLogins(),
    body: SignedInResponse,
    orForm: MfaRequiredResponse,
    errors: [CredentialsRefused, AccountDisabled, AccountNotVerified, SsoRequired, SignInSlowed],
  })
  login(@Body() body: LoginRequest, @Res({ passthrough: true }) response: Response) {
    return this.doors.enter('auth', body, response);
  }

  @Post('token')
  @Public({ ignoresCredentials: true })
  @RateLimited('login')
  @Operation({
    summary: 'Sign in by password, for tokens alone',
    demoRequests: demoLogins(),
    insteadUse: 'POST /api/v1/auth/login',
    body: TokensResponse,
    orForm: MfaRequiredResponse,
    errors: [InvalidCredentials, AccountDisabled, AccountNotVerified, SsoRequired, SignInSlowed],
  })
  token(@Body() body: LoginRequest, @Res({ passthrough: true }) response: Response) {
    return this.doors.enter('tokens', body, response);
  }

  @Post('refresh')
  @Public({ ignoresCredentials: true })
  @Operation({
    summary: 'Exchange a refresh token for a new pair',
    description: 'The token sent is used up. Using it again ends its session.',
    body: TokensResponse,
    errors: [TokenNotValid, RefreshTokenReused, SessionEnded],
  })
  async refresh(
    @Body() body: RefreshRequest,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TokensResponse> {
    const { access, refresh, keepsCookie } = await this.refreshing.rotate(
      body.refresh,
      this.cookie.read(request),
    );
    this.cookie.set(response, keepsCookie);
    return { access, refresh };
  }

  @Post('token/refresh')
  @Public({ ignoresCredentials: true })
  @Operation({
    summary: 'Get a new access token; the refresh token stays good',
    insteadUse: 'POST /api/v1/auth/refresh',
    body: AccessResponse,
    errors: [TokenNotValid, RefreshTokenReused, SessionEnded],
  })
  tokenRefresh(@Body() body: RefreshRequest): Promise<AccessResponse> {
    return this.refreshing.access(body.refresh);
  }

  @Post('logout')
  @Requires('user', { sessionOnly: true })
  @Operation({
    summary: 'End this session: its tokens, its cookie and its sockets',
    body: AcknowledgementResponse,
  })
  async logout(
    @CurrentUser() caller: Caller,
    @Body() body: LogoutRequest,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AcknowledgementResponse> {
    await this.logouts.signOut(caller, body.refresh);
    this.cookie.clear(response);
    return { message: 'Successfully logged out' };
  }

  @Get('csrf')
  @Public({ ignoresCredentials: true })
  @Operation({ summary: 'Get the CSRF token that goes with the session cookie', body: CsrfResponse })
  csrfToken(@Res({ passthrough: true }) response: Response): CsrfResponse {
    const token = this.csrf.issue(response);
    return { csrf_token: token, csrfToken: token };
  }
}
