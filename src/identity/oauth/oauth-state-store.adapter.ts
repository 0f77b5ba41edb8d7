import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request } from 'express';
import { Config } from '../../platform/config/config.js';
import { randomToken, Secrets } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import type { ProviderName } from './provider-profile.policy.js';

const PURPOSE = 'oauth-state';
const LIFETIME_MS = 10 * 60_000;

/** Who was signed in when the journey began. */
export interface LinkIntent {
  accountId: number;
  sessionId: number;
}

/** What the browser carries through the journey to the provider and back, encrypted. */
interface Journey {
  provider: ProviderName;
  state: string;
  verifier: string;
  link: LinkIntent | null;
  until: number;
}

type Stored = (error: unknown, state?: string) => void;
type Verified = (error: unknown, verifier: string | false, state?: { link: LinkIntent | null }) => void;

/** Keeps state and PKCE verifier in an HttpOnly cookie: who comes back must be the browser that left. */
export interface PassportStateStore {
  store(request: Request, verifier: string, options: unknown, meta: unknown, done: Stored): void;
  verify(request: Request, state: string, meta: unknown, done: Verified): void;
}

@Injectable()
export class OAuthStateStore {
  constructor(
    private readonly config: Config,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
  ) {}

  /** passport-oauth2 looks at how many parameters these functions have. */
  storeOf(provider: ProviderName): PassportStateStore {
    return {
      store: (request, verifier, options, _meta, done) => {
        const { link = null } = (options ?? {}) as { link?: LinkIntent | null };
        const state = randomToken();
        const journey: Journey = { provider, state, verifier, link, until: this.clock.millis() + LIFETIME_MS };
        const sealed = this.secrets.encrypt(PURPOSE, JSON.stringify(journey)).toString('base64url');
        request.res!.cookie(cookieOf(provider), sealed, { ...this.options(), maxAge: LIFETIME_MS });
        done(null, state);
      },
      verify: (request, state, _meta, done) => {
        const journey = this.journeyOf(request, provider);
        if (!journey || !same(journey.state, state)) return done(null, false);
        done(null, journey.verifier, { link: journey.link });
      },
    };
  }

  /** A journey ends once, however it ends. */
  end(request: Request, provider: ProviderName): void {
    request.res!.clearCookie(cookieOf(provider), this.options());
  }

  private journeyOf(request: Request, provider: ProviderName): Journey | null {
    const cookie = (request.cookies as Record<string, unknown> | undefined)?.[cookieOf(provider)];
    if (typeof cookie !== 'string') return null;
    const plain = this.secrets.decrypt(PURPOSE, Buffer.from(cookie, 'base64url'));
    if (!plain) return null;
    const journey = JSON.parse(plain.toString()) as Journey;
    return journey.provider === provider && journey.until > this.clock.millis() ? journey : null;
  }

  private options(): CookieOptions {
    return { path: '/oauth', httpOnly: true, sameSite: 'lax', secure: this.config.isProduction };
  }
}

function cookieOf(provider: ProviderName): string {
  return `oauth_${provider}`;
}

function same(expected: string, given: unknown): boolean {
  if (typeof given !== 'string') return false;
  const [left, right] = [Buffer.from(expected), Buffer.from(given)];
  return left.length === right.length && timingSafeEqual(left, right);
}
