import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CookieOptions, Request } from 'express';
import { Config } from '../../platform/config/config.js';
import { randomToken, Secrets } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import type { ProviderName } from './provider-profile.policy.js';

const PURPOSE = 'oauth-state';
const LIFETIME_MS = 10 * 60_000;

/** The session that was signed in when the browser left for the provider. */
export interface LinkIntent {
  accountId: number;
  sessionId: number;
  /** It had been opened within ten minutes. */
  isRecent: boolean;
}

/** What the encrypted cookie carries to the provider and back. */
interface OAuthState {
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
        const saved: OAuthState = { provider, state, verifier, link, until: this.clock.millis() + LIFETIME_MS };
        const sealed = this.secrets.encrypt(PURPOSE, JSON.stringify(saved)).toString('base64url');
        request.res!.cookie(cookieOf(provider), sealed, { ...this.options(), maxAge: LIFETIME_MS });
        done(null, state);
      },
      verify: (request, state, _meta, done) => {
        const saved = this.stateOf(request, provider);
        if (!saved || !same(saved.state, state)) return done(null, false);
        done(null, saved.verifier, { link: saved.link });
      },
    };
  }

  /** The state is good for one return, however that ends. */
  end(request: Request, provider: ProviderName): void {
    request.res!.clearCookie(cookieOf(provider), this.options());
  }

  private stateOf(request: Request, provider: ProviderName): OAuthState | null {
    const cookie = (request.cookies as Record<string, unknown> | undefined)?.[cookieOf(provider)];
    if (typeof cookie !== 'string') return null;
    const plain = this.secrets.decrypt(PURPOSE, Buffer.from(cookie, 'base64url'));
    if (!plain) return null;
    const saved = JSON.parse(plain.toString()) as OAuthState;
    return saved.provider === provider && saved.until > this.clock.millis() ? saved : null;
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
