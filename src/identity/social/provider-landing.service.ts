import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Caller } from '../../platform/auth/caller.js';
import { Config } from '../../platform/config/config.js';
import { Logger } from '../../platform/observability/logger.js';
import { DomainError } from '../../shared/errors.js';
import { ProviderNotConfigured, SessionEnded } from '../identity.errors.js';
import type { ProviderProfile } from '../oauth/provider-profile.policy.js';
import type { LinkIntent } from '../oauth/state-cookies.adapter.js';
import { SessionCookie } from '../sessions/session-cookie.adapter.js';
import { SocialSignInService, type SignInSteps } from './social-sign-in.service.js';

export interface Returned {
  profile: ProviderProfile;
  link: LinkIntent | null;
  steps?: SignInSteps;
  /** It came by a form of the provider's page, and without the session's cookie. */
  posted?: { isExpected: boolean };
}

/** Browsers that leave for a provider and come back, whatever its protocol is. */
@Injectable()
export class ProviderLandingService {
  private readonly logger = new Logger(ProviderLandingService.name);

  constructor(
    private readonly signIns: SocialSignInService,
    private readonly cookie: SessionCookie,
    private readonly config: Config,
  ) {}

  async leave(
    caller: Caller | null,
    request: Request,
    response: Response,
    begin: (link: LinkIntent | null) => Promise<string>,
  ): Promise<void> {
    const links = caller?.via === 'cookie' && request.query['process'] !== 'login';
    const link = links ? await this.signIns.linkIntentOf(caller) : null;
    response.setHeader('Cache-Control', 'no-store');
    response.redirect(302, await begin(link));
  }

  /** However it ends, the browser is sent on; only a session that was opened leaves a cookie. */
  async arrive(caller: Caller | null, response: Response, finish: () => Promise<Returned>): Promise<void> {
    response.setHeader('Cache-Control', 'no-store');
    try {
      const { profile, link, steps, posted } = await finish();
      if (!posted && link && caller?.sessionId !== link.sessionId) throw new SessionEnded();
      const { code, cookie } = await this.signIns.signIn(profile, link, steps);
      this.cookie.set(response, cookie, posted);
      response.redirect(302, this.frontend('code', code));
    } catch (error) {
      if (error instanceof ProviderNotConfigured) throw error;
      if (!(error instanceof DomainError)) this.logger.error('A sign-in by a provider broke', error);
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
