import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Caller } from '../../platform/auth/caller.js';
import { Config, type OidcProvider } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/tx.js';
import { Logger } from '../../platform/observability/logger.js';
import { DomainError } from '../../shared/errors.js';
import { ProviderDeclined, ProviderFailed, ProviderNotConfigured, StateNotValid } from '../identity.errors.js';
import { oidcProfile } from '../oauth/provider-profile.policy.js';
import {
  isSameState,
  StateCookies,
  type LinkIntent,
  type StateCookie,
} from '../oauth/state-cookies.adapter.js';
import { LogoutService } from '../sessions/logout.service.js';
import type { Returned } from '../social/provider-landing.service.js';
import { OidcIssuers, type Departure } from './oidc-issuers.adapter.js';
import { OidcSessionsRepository } from './oidc-sessions.repository.js';

const COOKIE: StateCookie = { name: 'oidc_state', path: '/oidc' };

interface OidcState extends Departure {
  key: string;
  link: LinkIntent | null;
}

/** Sends the browser to an issuer of OpenID Connect, and receives it back. */
@Injectable()
export class OidcService {
  private readonly logger = new Logger(OidcService.name);

  constructor(
    private readonly config: Config,
    private readonly db: Database,
    private readonly issuers: OidcIssuers,
    private readonly cookies: StateCookies,
    private readonly sessions: OidcSessionsRepository,
    private readonly logouts: LogoutService,
  ) {}

  /** Where to send the browser, which also gets the state. By default to the first provider. */
  async begin(request: Request, link: LinkIntent | null): Promise<string> {
    const provider = this.providerOf(request.query['provider']);
    const { url, departure } = await this.asked(provider, () => this.issuers.depart(provider));
    this.cookies.keep<OidcState>(request, COOKIE, { ...departure, key: provider.key, link });
    return url;
  }

  /** Refuses what was declined, what this browser did not begin, and bad answers of the issuer. */
  async finish(request: Request): Promise<Returned> {
    this.providerOf(undefined);
    this.cookies.end(request, COOKIE);
    const { code, state, error } = request.query;
    if (error !== undefined) throw new ProviderDeclined();
    const saved = this.cookies.read<OidcState>(request, COOKIE);
    if (!saved || typeof code !== 'string' || code === '' || !isSameState(saved.state, state))
      throw new StateNotValid();
    const provider = this.providerOf(saved.key);
    return this.asked(provider, async () => {
      const query = new URLSearchParams(request.query as Record<string, string>);
      const { claims, idToken } = await this.issuers.identify(provider, query, saved);
      const keep = (tx: Tx, sessionId: number) => this.sessions.keep(tx, sessionId, provider.issuer, idToken);
      return { profile: oidcProfile(provider.issuer, claims), link: saved.link, steps: { after: keep } };
    });
  }

  /** Ends the session here; answers where it can be ended at the issuer, too, that it came from. */
  async signOut(caller: Caller): Promise<string | null> {
    this.providerOf(undefined);
    const there = await this.sessions.take(this.db, caller.sessionId);
    await this.logouts.signOut(caller);
    const provider = there && this.config.oidcProviders.find(({ issuer }) => issuer === there.issuer);
    if (!provider) return null;
    return this.asked(provider, () => this.issuers.endSessionUrl(provider, there.idToken)).catch(() => null);
  }

  private providerOf(key: unknown): OidcProvider {
    const { oidcProviders } = this.config;
    const provider = key === undefined ? oidcProviders[0] : oidcProviders.find((known) => known.key === key);
    if (!provider) throw new ProviderNotConfigured('this provider');
    return provider;
  }

  /** What an issuer says may quote what was sent; only the kind of failure is logged. */
  private async asked<T>({ key }: OidcProvider, ask: () => Promise<T>): Promise<T> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof DomainError) throw error;
      const { name, code } = error as { name?: string; code?: string };
      this.logger.warn('A provider’s sign-in failed', {
        provider: key,
        reason: `${name} ${code ?? ''}`.trim(),
      });
      throw new ProviderFailed();
    }
  }
}
