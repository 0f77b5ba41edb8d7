import { Strategy as GithubStrategy } from 'passport-github2';
import { Strategy as GoogleStrategy } from 'passport-google-oauth20';
import type { OAuthClient } from '../../platform/config/config.js';
import type { PassportStateStore } from './oauth-state-store.adapter.js';
import { askProvider, ProviderHttpError } from './provider-http.adapter.js';
import { githubProfile, googleProfile, type ProviderProfile } from './provider-profile.policy.js';
import type { ProviderName } from './provider-profile.policy.js';

type Done<T> = (error: unknown, value?: T) => void;
type Verify = (access: string, refresh: string, profile: unknown, done: Done<unknown>) => void;

/** What we use of passport's OAuth 2.0 strategies; their types know neither PKCE nor the parts below. */
export interface OAuthStrategy {
  authenticate(request: unknown, options?: object): void;
  userProfile(accessToken: string, done: Done<unknown>): void;
  _oauth2: {
    _request(
      method: string,
      url: string,
      headers: object | null,
      body: string | null,
      token: string | null,
      done: RequestDone,
    ): void;
  };
}
type RequestDone = (error: unknown, text?: string, response?: unknown) => void;

export interface StrategySettings {
  client: OAuthClient;
  callbackUrl: string;
  store: PassportStateStore;
}

const CONSTRUCTORS = { google: GoogleStrategy, github: GithubStrategy } as unknown as Record<
  ProviderName,
  new (options: object, verify: Verify) => OAuthStrategy
>;
const SCOPES: Record<ProviderName, string[]> = {
  google: ['openid', 'email', 'profile'],
  github: ['read:user', 'user:email'],
};

/** passport's own client waits for ever, and throws out of reach on `null`: we ask ourselves (ADR 42). */
export function strategyOf(
  provider: ProviderName,
  { client, callbackUrl, store }: StrategySettings,
): OAuthStrategy {
  const strategy = new CONSTRUCTORS[provider](
    {
      clientID: client.clientId,
      clientSecret: client.clientSecret,
      authorizationURL: client.authorizationUrl,
      tokenURL: client.tokenUrl,
      callbackURL: callbackUrl,
      scope: SCOPES[provider],
      pkce: true,
      state: true,
      store,
    },
    (_access, _refresh, profile, done) => done(null, profile),
  );
  strategy.userProfile = (accessToken, done) => {
    profileOf(provider, client, accessToken).then(
      (profile) => done(null, profile),
      (error: unknown) => done(error),
    );
  };
  strategy._oauth2._request = (method, url, headers, body, _token, done) => {
    askProvider(url, { method, headers: { ...(headers as Record<string, string>) }, body: body ?? undefined })
      .then(({ json, text }) => {
        if (typeof (json as { access_token?: unknown }).access_token !== 'string')
          throw new ProviderHttpError('gave no token');
        return text;
      })
      .then(
        (text) => done(null, text, {}),
        (error: unknown) => done(error),
      );
  };
  return strategy;
}

async function profileOf(
  provider: ProviderName,
  client: OAuthClient,
  accessToken: string,
): Promise<ProviderProfile> {
  const request = { method: 'GET', headers: { authorization: `Bearer ${accessToken}` } };
  const { json: user } = await askProvider(client.userUrl, request);
  if (provider === 'google') return googleProfile(user);
  // The user's own `email` does not say whether it was checked; the list of addresses does.
  const { json: emails } = await askProvider(client.emailsUrl, request);
  return githubProfile(user, emails);
}
