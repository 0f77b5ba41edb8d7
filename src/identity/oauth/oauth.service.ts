import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Passport, type AuthenticateCallback, type Strategy } from 'passport';
import { Config } from '../../platform/config/config.js';
import { Logger } from '../../platform/observability/logger.js';
import { ProviderDeclined, ProviderFailed, ProviderNotConfigured, StateNotValid } from '../identity.errors.js';
import { OAuthStateStore } from './oauth-state-store.adapter.js';
import { strategyOf } from './oauth.strategy.js';
import { PROVIDERS, type ProviderName, type ProviderProfile } from './provider-profile.policy.js';
import type { LinkIntent } from './state-cookies.adapter.js';

type Outcome =
  | { kind: 'redirect'; url: string }
  | { kind: 'success'; profile: ProviderProfile; link: LinkIntent | null }
  | { kind: 'failure'; status?: number }
  | { kind: 'error'; error: unknown };

/** Sends the browser to a configured provider, and receives it back. */
@Injectable()
export class OAuthService {
  private readonly logger = new Logger(OAuthService.name);
  private readonly passport = new Passport();
  private readonly configured = new Set<ProviderName>();

  constructor(
    private readonly config: Config,
    private readonly states: OAuthStateStore,
  ) {
    for (const provider of PROVIDERS) {
      const client = config[provider];
      if (!client) continue;
      const callbackUrl = `${this.loginUrl(provider)}/callback`;
      const strategy = strategyOf(provider, { client, callbackUrl, store: states.storeOf(provider) });
      this.passport.use(provider, strategy as unknown as Strategy);
      this.configured.add(provider);
    }
  }

  isConfigured(provider: ProviderName): boolean {
    return this.configured.has(provider);
  }

  loginUrl(provider: ProviderName): string {
    return `${this.config.publicUrl}/oauth/${provider}/login`;
  }

  /** Where to send the browser, which also gets the state cookie. Refuses with `ProviderNotConfigured`. */
  async begin(provider: ProviderName, request: Request, link: LinkIntent | null): Promise<string> {
    const outcome = await this.run(provider, { query: {}, res: request.res }, { state: { link } });
    if (outcome.kind !== 'redirect') throw new ProviderFailed();
    return outcome.url;
  }

  /** Refuses what was declined, what this browser did not begin, and bad answers of the provider. */
  async finish(
    provider: ProviderName,
    request: Request,
  ): Promise<{ profile: ProviderProfile; link: LinkIntent | null }> {
    this.requireConfigured(provider);
    this.states.end(request, provider);
    const { code, state, error } = request.query;
    if (error !== undefined) throw new ProviderDeclined();
    if (typeof code !== 'string' || code === '' || typeof state !== 'string') throw new StateNotValid();
    const outcome = await this.run(
      provider,
      { query: { code, state }, cookies: request.cookies as object },
      {},
    );
    if (outcome.kind === 'success') return outcome;
    if (outcome.kind === 'failure') throw new StateNotValid();
    this.logger.warn('A provider’s sign-in failed', { provider, reason: reasonOf(outcome) });
    throw new ProviderFailed();
  }

  private requireConfigured(provider: ProviderName): void {
    if (!this.configured.has(provider)) throw new ProviderNotConfigured(provider);
  }

  /** A redirection, which passport would write into the response, is an outcome here like the others. */
  private run(provider: ProviderName, request: object, options: object): Promise<Outcome> {
    this.requireConfigured(provider);
    return new Promise((resolve) => {
      const fault = (error: unknown) => resolve({ kind: 'error', error });
      const finished: AuthenticateCallback = (error, profile, info, status) => {
        if (error) return fault(error);
        if (!profile) return resolve({ kind: 'failure', status: Array.isArray(status) ? status[0] : status });
        const { state } = info as { state?: { link: LinkIntent | null } };
        resolve({ kind: 'success', profile: profile as unknown as ProviderProfile, link: state?.link ?? null });
      };
      const response = {
        setHeader: (_name: 'Location', url: string) => resolve({ kind: 'redirect', url }),
        end: () => undefined,
      };
      const middleware = this.passport.authenticate(provider, { ...options, session: false }, finished) as (
        ...call: unknown[]
      ) => void;
      try {
        middleware(request, response, fault);
      } catch (error) {
        fault(error);
      }
    });
  }
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
