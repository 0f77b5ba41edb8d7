import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, Public } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Config } from '../../platform/config/config.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { Logger } from '../../platform/observability/logger.js';
import { DomainError } from '../../shared/errors.js';
import { ProviderNotConfigured, SessionEnded } from '../identity.errors.js';
import { OAuthService } from '../oauth/oauth.service.js';
import type { ProviderName } from '../oauth/provider-profile.policy.js';
import { SessionCookie } from '../sessions/session-cookie.adapter.js';
import { SocialSignInService } from './social-sign-in.service.js';

const LOGIN = {
  summary: 'Send the browser to the provider',
  description:
    'Who is signed in by cookie, less than ten minutes ago, links the provider to that account; ' +
    '`?process=login` signs in afresh instead.',
  status: 302 as const,
  errors: [ProviderNotConfigured],
};
const CALLBACK = {
  summary: 'Where the provider sends the browser back to',
  description:
    'Goes on to `FRONTEND_URL/auth/callback` with `?code=` for `POST oauth/token`, ' +
    'or with `?error=` and an error code.',
  status: 302 as const,
  errors: [ProviderNotConfigured],
};

/** The browser goes to a provider and comes back. */
@ApiTags('Sign-in by providers')
@Controller('oauth')
export class OAuthController {
  private readonly logger = new Logger(OAuthController.name);

  constructor(
    private readonly providers: OAuthService,
    private readonly signIns: SocialSignInService,
    private readonly cookie: SessionCookie,
    private readonly config: Config,
  ) {}

  @Get('google/login')
  @Public()
  @Operation(LOGIN)
  googleLogin(
    @CurrentUser() caller: Caller | null,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.begin('google', caller, request, response);
  }

  @Get('google/login/callback')
  @Public()
  @Operation(CALLBACK)
  googleCallback(
    @CurrentUser() caller: Caller | null,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.finish('google', caller, request, response);
  }

  @Get('github/login')
  @Public()
  @Operation(LOGIN)
  githubLogin(
    @CurrentUser() caller: Caller | null,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.begin('github', caller, request, response);
  }

  @Get('github/login/callback')
  @Public()
  @Operation(CALLBACK)
  githubCallback(
    @CurrentUser() caller: Caller | null,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.finish('github', caller, request, response);
  }

  private async begin(
    provider: ProviderName,
    caller: Caller | null,
    request: Request,
    response: Response,
  ): Promise<void> {
    const links = caller?.via === 'cookie' && request.query['process'] !== 'login';
    const link = links ? await this.signIns.linkIntentOf(caller) : null;
    response.setHeader('Cache-Control', 'no-store');
    response.redirect(302, await this.providers.begin(provider, request, link));
  }

  /** However it ends, the browser is sent on; only a session that was opened leaves a cookie. */
  private async finish(
    provider: ProviderName,
    caller: Caller | null,
    request: Request,
    response: Response,
  ): Promise<void> {
    response.setHeader('Cache-Control', 'no-store');
    try {
      const { profile, link } = await this.providers.finish(provider, request);
      if (link && caller?.sessionId !== link.sessionId) throw new SessionEnded();
      const { code, cookie } = await this.signIns.signIn(profile, link);
      this.cookie.set(response, cookie);
      response.redirect(302, this.frontend('code', code));
    } catch (error) {
      if (error instanceof ProviderNotConfigured) throw error;
      if (!(error instanceof DomainError))
        this.logger.error('A sign-in by a provider broke', error, { provider });
      response.redirect(
        302,
        this.frontend('error', error instanceof DomainError ? error.code : 'INTERNAL_ERROR'),
      );
    }
  }

  private frontend(name: 'code' | 'error', value: string): string {
    return `${this.config.frontendUrl}/auth/callback?${new URLSearchParams({ [name]: value }).toString()}`;
  }
}
