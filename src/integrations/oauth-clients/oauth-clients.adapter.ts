import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Config, type CalendarClient } from '../../platform/config/config.js';
import { Clock } from '../../shared/clock.js';
import { CalendarRefused, type OAuthCredentials } from '../calendars/calendar-provider.rules.js';
import type { OAuthProviderName } from './oauth-providers.rules.js';
import { askProvider, type ProviderAnswer } from './provider-http.adapter.js';

export interface Departure {
  state: string;
  verifier: string;
  redirectUri: string;
}

/** What a code was good for. */
export interface Granted {
  credentials: OAuthCredentials;
  /** Null where the provider does not say whose account it is. */
  accountEmail: string | null;
}

const REVOKE_WITHIN_MS = 4_000;
/** Others may wait for the row, and no statement waits for longer than 3.8 s. */
const REFRESH_WITHIN_MS = 3_000;
const USUAL_LIFETIME_S = 3_600;
const LONGEST_TOKEN = 16_384;
const GOOGLE_SCOPE = 'https://www.googleapis.com/auth/calendar';

interface Peculiarities {
  name: string;
  scopes: string[];
  /** Without these of the scopes it is of no use. */
  needed: RegExp[];
  parameters: Record<string, string>;
  revokes: boolean;
}

const PECULIARITIES: Record<OAuthProviderName, Peculiarities> = {
  google_calendar: {
    name: 'Google',
    scopes: ['openid', 'email', `${GOOGLE_SCOPE}.readonly`, `${GOOGLE_SCOPE}.events`],
    needed: [/auth\/calendar([.]readonly)?$/, /auth\/calendar([.]events)?$/],
    parameters: { access_type: 'offline', prompt: 'consent' },
    revokes: true,
  },
  microsoft_365: {
    name: 'Microsoft',
    scopes: ['offline_access', 'User.Read', 'Calendars.ReadWrite'],
    needed: [/(^|\/)Calendars[.]ReadWrite$/i],
    parameters: { response_mode: 'query', prompt: 'select_account' },
    revokes: false,
  },
};

/** OAuth 2.0 with the configured providers of calendars. Refuses with `CalendarRefused` alone. */
@Injectable()
export class OAuthClients {
  private readonly clients: Record<OAuthProviderName, CalendarClient | undefined>;

  constructor(
    config: Config,
    private readonly clock: Clock,
  ) {
    this.clients = { google_calendar: config.googleCalendar, microsoft_365: config.microsoftCalendar };
  }

  isConfigured(provider: OAuthProviderName): boolean {
    return this.clients[provider] !== undefined;
  }

  nameOf(provider: OAuthProviderName): string {
    return PECULIARITIES[provider].name;
  }

  apiUrl(provider: OAuthProviderName): string {
    return this.clientOf(provider).apiUrl;
  }

  authorizationUrl(provider: OAuthProviderName, { state, verifier, redirectUri }: Departure): string {
    const { clientId, authorizationUrl } = this.clientOf(provider);
    const { scopes, parameters } = PECULIARITIES[provider];
    const url = new URL(authorizationUrl);
    const asked = {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      scope: scopes.join(' '),
      state,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...parameters,
    };
    for (const [name, value] of Object.entries(asked)) url.searchParams.set(name, value);
    return url.href;
  }

  /** Refuses as `credentials` a code that is no good, and what was not agreed to. */
  async exchange(provider: OAuthProviderName, code: string, departure: Departure): Promise<Granted> {
    const { name, needed } = PECULIARITIES[provider];
    const { json } = await this.token(provider, {
      grant_type: 'authorization_code',
      code,
      redirect_uri: departure.redirectUri,
      code_verifier: departure.verifier,
    });
    const scopes = typeof json['scope'] === 'string' ? json['scope'].split(' ') : null;
    if (scopes && !needed.every((pattern) => scopes.some((scope) => pattern.test(scope))))
      throw new CalendarRefused('credentials', `${name} was not allowed to share the calendars.`);
    if (!isToken(json['refresh_token']))
      throw new CalendarRefused('credentials', `${name} gave no lasting permission.`);
    return {
      credentials: { ...this.accessOf(name, json), refreshToken: json['refresh_token'] },
      accountEmail: emailOf(json['id_token']),
    };
  }

  /** Refuses as `credentials` where the permission was taken back. */
  async refresh(provider: OAuthProviderName, { refreshToken }: OAuthCredentials): Promise<OAuthCredentials> {
    const asked = { grant_type: 'refresh_token', refresh_token: refreshToken };
    const { json } = await this.token(provider, asked, REFRESH_WITHIN_MS);
    const next = json['refresh_token'];
    return {
      ...this.accessOf(PECULIARITIES[provider].name, json),
      refreshToken: isToken(next) ? next : refreshToken,
    };
  }

  /** Takes the permission back, where the provider can be told so. */
  async revoke(provider: OAuthProviderName, { refreshToken }: OAuthCredentials): Promise<void> {
    const client = this.clients[provider];
    const { name, revokes } = PECULIARITIES[provider];
    if (!client || !revokes) return;
    const { href } = new URL('revoke', client.tokenUrl);
    await askProvider(name, href, { ...form({ token: refreshToken }), timeoutMs: REVOKE_WITHIN_MS });
  }

  private async token(
    provider: OAuthProviderName,
    parameters: Record<string, string>,
    timeoutMs?: number,
  ): Promise<ProviderAnswer> {
    const { clientId, clientSecret, tokenUrl } = this.clientOf(provider);
    const { name } = PECULIARITIES[provider];
    const credentials = { client_id: clientId, client_secret: clientSecret };
    const answer = await askProvider(name, tokenUrl, {
      ...form({ ...parameters, ...credentials }),
      timeoutMs,
    });
    if (answer.status === 200) return answer;
    if (answer.status < 500 && answer.json['error'] === 'invalid_grant')
      throw new CalendarRefused('credentials', `${name} no longer gives access: connect the account again.`);
    const said = oneWord(answer.json['error']);
    throw new CalendarRefused('unreachable', `${name} gave no token: ${answer.status}${said}.`);
  }

  private accessOf(name: string, json: Record<string, unknown>) {
    const { access_token: accessToken, expires_in: lifetime } = json;
    if (!isToken(accessToken)) throw new CalendarRefused('unreachable', `${name} gave no token.`);
    const seconds = Number(lifetime) > 0 ? Number(lifetime) : USUAL_LIFETIME_S;
    return { accessToken, expiresAt: this.clock.millis() + seconds * 1_000 };
  }

  private clientOf(provider: OAuthProviderName): CalendarClient {
    const client = this.clients[provider];
    if (!client)
      throw new CalendarRefused('unreachable', `${PECULIARITIES[provider].name} is not configured here.`);
    return client;
  }
}

function form(parameters: Record<string, string>) {
  return {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(parameters).toString(),
  };
}

function isToken(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_TOKEN;
}

function oneWord(error: unknown): string {
  return typeof error === 'string' && /^[a-z_]{1,40}$/.test(error) ? `, ${error}` : '';
}

/** It comes from the token address itself, whose word it is; nobody signs in by it. */
function emailOf(idToken: unknown): string | null {
  if (typeof idToken !== 'string') return null;
  try {
    const claims: unknown = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString());
    const { email } = (claims ?? {}) as { email?: unknown };
    return typeof email === 'string' && email.includes('@') && email.length <= 254 ? email : null;
  } catch {
    return null;
  }
}
