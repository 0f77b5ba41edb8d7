import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { randomToken } from '../../platform/secrets/secrets.js';
import { InvalidInput, Unavailable } from '../../shared/errors.js';
import { CalendarRefused, type CalendarAccess } from '../calendars/calendar-provider.rules.js';
import type { IntegrationResponse } from '../calendars/connections.dto.js';
import { ConnectionsService } from '../calendars/connections.service.js';
import { GoogleCalendars } from '../google-calendars/google-calendars.adapter.js';
import { CalendarsNotConfigured } from '../integrations.errors.js';
import { MicrosoftCalendars } from '../microsoft-calendars/microsoft-calendars.adapter.js';
import { OAuthClients, type Granted } from '../oauth-clients/oauth-clients.adapter.js';
import { OAUTH_PROVIDERS, type OAuthProviderName } from '../oauth-clients/oauth-providers.rules.js';
import type {
  OAuthCallbackRequest,
  OAuthInitiateRequest,
  OAuthInitiateResponse,
  OAuthProvidersResponse,
} from './oauth-connect.dto.js';
import { OAuthStatesRepository } from './oauth-states.repository.js';

const CALLBACK_PATH = '/organize/calendars/callback';

/** Connects the calendars of an account whose owner agrees to it at the provider. */
@Injectable()
export class OAuthConnectService {
  constructor(
    private readonly config: Config,
    private readonly db: Database,
    private readonly clients: OAuthClients,
    private readonly states: OAuthStatesRepository,
    private readonly connections: ConnectionsService,
    private readonly google: GoogleCalendars,
    private readonly microsoft: MicrosoftCalendars,
  ) {}

  providers(): OAuthProvidersResponse {
    const providers = OAUTH_PROVIDERS.map((provider) => ({
      ...{ provider, name: this.clients.nameOf(provider), configured: this.clients.isConfigured(provider) },
    }));
    return { providers };
  }

  /** Refuses with `CalendarsNotConfigured`, and an address that is not of the front end. */
  async initiate(
    { id }: Caller,
    { provider, redirect_uri: asked }: OAuthInitiateRequest,
  ): Promise<OAuthInitiateResponse> {
    this.requireConfigured(provider);
    const redirectUri = asked ?? `${this.config.frontendUrl}${CALLBACK_PATH}`;
    if (!this.isOfFrontEnd(redirectUri))
      throw new InvalidInput({ redirectUri: ['It must be an address of the front end.'] });
    const departure = { state: randomToken(), verifier: randomToken(), redirectUri };
    await this.db.transaction((tx) => this.states.keep(tx, id, provider, departure));
    return {
      authorization_url: this.clients.authorizationUrl(provider, departure),
      state: departure.state,
    };
  }

  /** An account that is connected already gets its new tokens. Refuses a state or a code that is no good. */
  async callback(
    { id }: Caller,
    { provider, code, state }: OAuthCallbackRequest,
  ): Promise<IntegrationResponse> {
    this.requireConfigured(provider);
    const departure = await this.states.take(this.db, id, provider, state);
    if (!departure) throw new InvalidInput({ state: ['It is not valid any more: begin again.'] });
    try {
      const granted = await this.clients.exchange(provider, code, departure);
      const { credentials } = granted;
      const account = await this.accountOf(provider, granted);
      return await this.connections.connect(id, {
        provider,
        accountKey: account.toLowerCase(),
        accountEmail: account,
        credentials,
        renews: true,
      });
    } catch (error) {
      if (!(error instanceof CalendarRefused)) throw error;
      if (error.reason === 'unreachable' || error.reason === 'busy') throw new Unavailable(error.message);
      throw new InvalidInput({ code: [error.message] });
    }
  }

  private requireConfigured(provider: OAuthProviderName): void {
    if (!this.clients.isConfigured(provider)) throw new CalendarsNotConfigured(this.clients.nameOf(provider));
  }

  private isOfFrontEnd(address: string): boolean {
    if (!URL.canParse(address)) return false;
    const { origin, username, password, hash } = new URL(address);
    return this.config.corsOrigins.includes(origin) && !username && !password && !hash;
  }

  /** Google’s primary calendar is called like its account. */
  private async accountOf(
    provider: OAuthProviderName,
    { credentials, accountEmail }: Granted,
  ): Promise<string> {
    const access: CalendarAccess = { connectionId: null, credentials, timezone: 'UTC', accountEmail };
    const account =
      provider === 'microsoft_365'
        ? await this.microsoft.accountOf(access)
        : (accountEmail ?? (await this.google.listCalendars(access)).find((each) => each.isPrimary)?.remoteId);
    if (account) return account;
    throw new CalendarRefused('invalid', `${this.clients.nameOf(provider)} does not say whose account it is.`);
  }
}
