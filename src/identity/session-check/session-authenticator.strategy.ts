import { Injectable } from '@nestjs/common';
import { Authenticator, type Credentials } from '../../platform/auth/authenticator.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Config } from '../../platform/config/config.js';
import { SessionEnded, TokenNotValid } from '../identity.errors.js';
import { isApiToken, isMarkedAsApiToken } from '../api-tokens/api-token.policy.js';
import { AccessTokenStrategy } from './access-token.strategy.js';
import { SessionCache } from './session-cache.repository.js';

const COOKIE_FORM = /^[A-Za-z0-9_-]{43}$/;

@Injectable()
export class SessionAuthenticator extends Authenticator {
  readonly cookieName: string;

  constructor(
    private readonly accessTokens: AccessTokenStrategy,
    private readonly sessions: SessionCache,
    config: Config,
  ) {
    super();
    this.cookieName = config.sessionCookie;
  }

  async authenticate({ bearer, cookie }: Credentials): Promise<Caller> {
    if (bearer !== undefined && isMarkedAsApiToken(bearer)) {
      if (!isApiToken(bearer)) throw new TokenNotValid();
      return { ...(await this.sessions.withToken(bearer)), via: 'bearer' };
    }
    if (bearer !== undefined) {
      const { sid, sub, exp } = await this.accessTokens.verify(bearer);
      const caller = await this.sessions.withId(sid);
      if (String(caller.id) !== sub || caller.scopes) throw new SessionEnded();
      const expiresAt = new Date(Math.min(exp * 1000, caller.expiresAt.getTime()));
      return { ...caller, via: 'bearer', expiresAt };
    }
    if (!cookie || !COOKIE_FORM.test(cookie)) throw new SessionEnded();
    return { ...(await this.sessions.withCookie(cookie)), via: 'cookie' };
  }

  async requireLive(sessionId: number): Promise<void> {
    await this.sessions.withId(sessionId);
  }

  findEndedSessions(sessionIds: number[]): Promise<number[]> {
    return this.sessions.endedOf(sessionIds);
  }
}
