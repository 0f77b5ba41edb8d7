import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, Public } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { ProviderNotConfigured } from '../identity.errors.js';
import { OAuthService } from '../oauth/oauth.service.js';
import type { ProviderName } from '../oauth/provider-profile.policy.js';
import { ProviderLandingService } from './provider-landing.service.js';

export const LOGIN = {
  summary: 'Send the browser to the provider',
  description:
    'Who is signed in by cookie, less than ten minutes ago, links the provider to that account; ' +
    '`?process=login` signs in afresh instead.',
  status: 302 as const,
  errors: [ProviderNotConfigured],
};
export const CALLBACK = {
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
  constructor(
    private readonly providers: OAuthService,
    private readonly landing: ProviderLandingService,
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

  private begin(
    provider: ProviderName,
    caller: Caller | null,
    request: Request,
    response: Response,
  ): Promise<void> {
    return this.landing.leave(caller, request, response, (link) =>
      this.providers.begin(provider, request, link),
    );
  }

  private finish(
    provider: ProviderName,
    caller: Caller | null,
    request: Request,
    response: Response,
  ): Promise<void> {
    return this.landing.arrive(caller, response, () => this.providers.finish(provider, request));
  }
}
