import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { CurrentUser, Public, Requires } from '../../platform/auth/access.js';
import type { Caller } from '../../platform/auth/caller.js';
import { TextField } from '../../platform/http/fields/fields.js';
import { Operation } from '../../platform/http/openapi/operation.js';
import { ProviderFailed, ProviderNotConfigured } from '../identity.errors.js';
import { SessionCookie } from '../sessions/session-cookie.adapter.js';
import { CALLBACK, LOGIN } from '../social/oauth.controller.js';
import { ProviderLandingService } from '../social/provider-landing.service.js';
import { OidcService } from './oidc.service.js';

class OidcLogoutResponse {
  @TextField({ example: 'Logged out successfully' })
  message: string;

  @TextField({
    nullable: true,
    example: 'https://id.example.org/session/end?client_id=convoke',
    description: 'Where the browser ends the session at its provider, too, where it came from one.',
  })
  end_session_url: string | null;
}

/** The browser goes to an issuer of OpenID Connect and comes back. */
@ApiTags('Sign-in by providers')
@Controller('oidc')
export class OidcController {
  constructor(
    private readonly oidc: OidcService,
    private readonly landing: ProviderLandingService,
    private readonly cookie: SessionCookie,
  ) {}

  @Get('authenticate')
  @Public()
  @Operation({
    ...LOGIN,
    description: `\`?provider=\` is a key of \`oauth/status\`, else the first. ${LOGIN.description}`,
    errors: [...LOGIN.errors, ProviderFailed],
  })
  authenticate(
    @CurrentUser() caller: Caller | null,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.landing.leave(caller, request, response, (link) => this.oidc.begin(request, link));
  }

  @Get('callback')
  @Public()
  @Operation(CALLBACK)
  callback(
    @CurrentUser() caller: Caller | null,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    return this.landing.arrive(caller, response, () => this.oidc.finish(request));
  }

  @Post('logout')
  @Requires('user', { sessionOnly: true })
  @Operation({
    summary: 'End this session, and learn where to end it at its provider',
    body: OidcLogoutResponse,
    errors: [ProviderNotConfigured],
  })
  async logout(
    @CurrentUser() caller: Caller,
    @Res({ passthrough: true }) response: Response,
  ): Promise<OidcLogoutResponse> {
    const url = await this.oidc.signOut(caller);
    this.cookie.clear(response);
    return { message: 'Logged out successfully', end_session_url: url };
  }
}
