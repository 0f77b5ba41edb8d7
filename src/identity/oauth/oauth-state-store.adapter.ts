import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { randomToken } from '../../platform/secrets/secrets.js';
import type { ProviderName } from './provider-profile.policy.js';
import { isSameState, StateCookies, type LinkIntent, type StateCookie } from './state-cookies.adapter.js';

interface OAuthState {
  state: string;
  verifier: string;
  link: LinkIntent | null;
}

type Stored = (error: unknown, state?: string) => void;
type Verified = (error: unknown, verifier: string | false, state?: { link: LinkIntent | null }) => void;

/** How passport keeps state and PKCE verifier. */
export interface PassportStateStore {
  store(request: Request, verifier: string, options: unknown, meta: unknown, done: Stored): void;
  verify(request: Request, state: string, meta: unknown, done: Verified): void;
}

@Injectable()
export class OAuthStateStore {
  constructor(private readonly cookies: StateCookies) {}

  /** passport-oauth2 looks at how many parameters these functions have. */
  storeOf(provider: ProviderName): PassportStateStore {
    return {
      store: (request, verifier, options, _meta, done) => {
        const { link = null } = (options ?? {}) as { link?: LinkIntent | null };
        const state = randomToken();
        this.cookies.keep<OAuthState>(request, cookieOf(provider), { state, verifier, link });
        done(null, state);
      },
      verify: (request, state, _meta, done) => {
        const saved = this.cookies.read<OAuthState>(request, cookieOf(provider));
        if (!saved || !isSameState(saved.state, state)) return done(null, false);
        done(null, saved.verifier, { link: saved.link });
      },
    };
  }

  end(request: Request, provider: ProviderName): void {
    this.cookies.end(request, cookieOf(provider));
  }
}

function cookieOf(provider: ProviderName): StateCookie {
  return { name: `oauth_${provider}`, path: '/oauth' };
}
