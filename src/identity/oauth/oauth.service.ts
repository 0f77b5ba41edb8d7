import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Config } from '../../platform/config/config.js';
import { Logger } from '../../platform/observability/logger.js';
import { ProviderDeclined, ProviderFailed, ProviderNotConfigured, StateNotValid } from '../identity.errors.js';
import { OAuthStateStore, type LinkIntent } from './oauth-state-store.adapter.js';
import { strategyOf, type OAuthStrategy } from './oauth.strategy.js';
import type { ProviderProfile } from './provider-profile.policy.js';
import { PROVIDERS, type ProviderName } from './provider-profile.policy.js';

type Outcome =
  | { kind: 'redirect'; url: string }
  | { kind: 'success'; profile: ProviderProfile; link: LinkIntent | null }
  | { kind: 'failure'; status?: number }
  | { kind: 'error'; error: unknown };

/** Sends the browser to a configured provider, and receives it back. */
@Injectable()
export class OAuthService {
  private readonly logger = new Logger(OAuthService.name);
  private readonly strategies = new Map<ProviderName, OAuthStrategy>();

  constructor(
    private readonly config: Config,
    private readonly states: OAuthStateStore,
  ) {
    for (const provider of PROVIDERS) {
      const client = config[provider];
      if (!client) continue;
      const callbackUrl = `${this.loginUrl(provider)}/callback`;
      this.strategies.set(
        provider,
        strategyOf(provider, { client, callbackUrl, store: states.storeOf(provider) }),
      );
    }
  }

  isConfigured(provider: ProviderName): boolean {
    return this.strategies.has(provider);
  }

  loginUrl(provider: ProviderName): string {
    return `${this.config.publicUrl}/oauth/${provider}/login`;
  }

  /** Where to send the browser, which also gets the state cookie. Refuses with `ProviderNotConfigured`. */
  async begin(provider: ProviderName, request: Request, link: LinkIntent | null): Promise<string> {
    const outcome = await run(this.strategyFor(provider), { query: {}, res: request.res }, { state: { link } });
    if (outcome.kind !== 'redirect') throw new ProviderFailed();
    return outcome.url;
  }

  /** Refuses what was declined, what this browser did not begin, and bad answers of the provider. */
  async finish(
    provider: ProviderName,
    request: Request,
  ): Promise<{ profile: ProviderProfile; link: LinkIntent | null }> {
    const strategy = this.strategyFor(provider);
    this.states.end(request, provider);
    const { code, state, error } = request.query;
    if (error !== undefined) throw new ProviderDeclined();
    if (typeof code !== 'string' || code === '' || typeof state !== 'string') throw new StateNotValid();
    const outcome = await run(strategy, { query: { code, state }, cookies: request.cookies as object }, {});
    if (outcome.kind === 'success') return outcome;
    if (outcome.kind === 'failure') throw new StateNotValid();
    this.logger.warn('A provider’s sign-in failed', { provider, reason: reasonOf(outcome) });
    throw new ProviderFailed();
  }

  private strategyFor(provider: ProviderName): OAuthStrategy {
    const strategy = this.strategies.get(provider);
    if (!strategy) throw new ProviderNotConfigured(provider);
    return strategy;
  }
}

/** Passport calls a strategy as an object of its own for each request, which takes the outcome. */
function run(strategy: OAuthStrategy, request: object, options: object): Promise<Outcome> {
  return new Promise((resolve) => {
    const error = (cause: unknown) => resolve({ kind: 'error', error: cause });
    const calls = {
      redirect: (url: string) => resolve({ kind: 'redirect', url }),
      success: (profile: ProviderProfile, info?: { state?: { link: LinkIntent | null } }) =>
        resolve({ kind: 'success', profile, link: info?.state?.link ?? null }),
      fail: (_challenge: unknown, status?: number) => resolve({ kind: 'failure', status }),
      error,
    };
    try {
      Object.assign(Object.create(strategy) as OAuthStrategy, calls).authenticate(request, options);
    } catch (cause) {
      error(cause);
    }
  });
}

/** What a provider says may quote what was sent; only the kind of failure is logged. */
function reasonOf(outcome: Outcome): string {
  if (outcome.kind !== 'error') return outcome.kind;
  const { name, oauthError } = outcome.error as {
    name?: string;
    oauthError?: { message?: string; statusCode?: number };
  };
  return (
    [name, oauthError?.statusCode, oauthError instanceof Error && oauthError.name].filter(Boolean).join(' ') ||
    'error'
  );
}
