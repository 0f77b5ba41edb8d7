import { Body, Controller, Get, Post, Req, Res, StreamableFile } from '@nestjs/common';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, Public } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { ProviderNotConfigured } from '../identity.errors.js';
import { SessionCookie } from '../sessions/session-cookie.adapter.js';
import { ProviderLandingService } from '../social/provider-landing.service.js';
import { SamlLogoutService } from './saml-logout.service.js';
import { SamlSignInService } from './saml-sign-in.service.js';
import { SamlResponseForm } from './saml.dto.js';

const METADATA_TYPE = 'application/samlmetadata+xml';
const LOGOUT = {
  summary: 'Sign out here, and at the identity provider where both sides can',
  description:
    'Ends the caller’s session and goes on to the provider, else to `FRONTEND_URL`. ' +
    'By GET it also takes the provider’s own `LogoutRequest` and `LogoutResponse`.',
  status: 302 as const,
  errors: [ProviderNotConfigured],
};

/** Single sign-on by SAML 2.0: this product is the service provider. */
@ApiTags('Sign-in by providers')
@Controller('saml')
export class SamlController {
  constructor(
    private readonly signIns: SamlSignInService,
    private readonly logouts: SamlLogoutService,
    private readonly landing: ProviderLandingService,
    private readonly cookie: SessionCookie,
  ) {}

  @Get('metadata')
  @Public({ ignoresCredentials: true })
  @Operation({
    summary: 'What an identity provider needs to know of this service',
    produces: [METADATA_TYPE],
    errors: [ProviderNotConfigured],
  })
  async metadata(): Promise<StreamableFile> {
    return new StreamableFile(await this.signIns.metadata(), { type: METADATA_TYPE });
  }

  @Get('login')
  @Public()
  @Operation({
    summary: 'Send the browser to the identity provider',
    description:
      'Who is signed in by cookie, less than ten minutes ago, links the account over there to that one; ' +
      '`?process=login` signs in afresh instead.',
    status: 302,
    errors: [ProviderNotConfigured],
  })
  login(@CurrentUser() caller: Caller | null, @Req() request: Request, @Res() response: Response) {
    return this.landing.leave(caller, request, response, (link) => this.signIns.begin(request, link));
  }

  @Post('acs')
  @Public({ ignoresCredentials: true })
  @ApiConsumes('application/x-www-form-urlencoded')
  @Operation({
    summary: 'Where the identity provider sends the browser back to, with its assertion',
    description:
      'Goes on to `FRONTEND_URL/auth/callback` with `?code=` for `POST oauth/token`, ' +
      'or with `?error=` and an error code.',
    status: 302,
    errors: [ProviderNotConfigured],
  })
  acs(@Body() body: SamlResponseForm, @Req() request: Request, @Res() response: Response): Promise<void> {
    return this.landing.arrive(null, response, () => this.signIns.finish(request, body.SAMLResponse));
  }

  @Get('logout')
  @Public({ sessionOnly: true })
  @Operation(LOGOUT)
  logout(@CurrentUser() caller: Caller | null, @Req() request: Request, @Res() response: Response) {
    return this.leave(caller, request, response);
  }

  @Post('logout')
  @Public({ sessionOnly: true })
  @Operation({ ...LOGOUT, errors: [ProviderNotConfigured, 'CSRF_FAILED'] })
  postLogout(@CurrentUser() caller: Caller | null, @Req() request: Request, @Res() response: Response) {
    return this.leave(caller, request, response);
  }

  private async leave(caller: Caller | null, request: Request, response: Response): Promise<void> {
    const onwards = await this.logouts.signOut(caller, request);
    if (caller?.via === 'cookie') this.cookie.clear(response);
    response.setHeader('Cache-Control', 'no-store');
    response.redirect(302, onwards);
  }
}
