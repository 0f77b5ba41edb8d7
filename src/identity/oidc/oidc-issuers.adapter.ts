import { Injectable } from '@nestjs/common';
import * as oidc from 'openid-client';
import { Config, type OidcProvider } from '../../platform/config/config.js';
import { Clock } from '../../shared/clock.js';
import { limitedText } from '../oauth/provider-http.adapter.js';

const PATIENCE_S = 8;
const KNOWN_FOR_MS = 3_600_000;

export interface Departure {
  state: string;
  nonce: string;
  verifier: string;
}

export interface Identified {
  claims: Record<string, unknown>;
  idToken: string;
}

interface Known {
  metadata: Promise<oidc.ServerMetadata>;
  until: number;
}

/** Speaks OpenID Connect with the configured issuers, which are asked about themselves when first needed. */
@Injectable()
export class OidcIssuers {
  private readonly known = new Map<string, Known>();
  private readonly redirectUri: string;

  constructor(
    private readonly config: Config,
    private readonly clock: Clock,
  ) {
    this.redirectUri = `${config.publicUrl}/oidc/callback`;
  }

  /** Where the browser asks `provider`, and what only this browser is to know. */
  async depart(provider: OidcProvider): Promise<{ url: string; departure: Departure }> {
    const issuer = await this.issuerOf(provider);
    const [state, nonce] = [oidc.randomState(), oidc.randomNonce()];
    const verifier = oidc.randomPKCECodeVerifier();
    const url = oidc.buildAuthorizationUrl(issuer, {
      redirect_uri: this.redirectUri,
      scope: provider.scopes,
      code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
      ...{ code_challenge_method: 'S256', state, nonce },
    });
    return { url: url.href, departure: { state, nonce, verifier } };
  }

  /** What the issuer claims of who came back with this query. Throws for whatever is not as it should be. */
  async identify(
    provider: OidcProvider,
    query: URLSearchParams,
    { state, nonce, verifier }: Departure,
  ): Promise<Identified> {
    const issuer = await this.issuerOf(provider);
    const back = new URL(`${this.redirectUri}?${query.toString()}`);
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier };
    const tokens = await oidc.authorizationCodeGrant(issuer, back, { ...checks, idTokenExpected: true });
    const [claims, idToken] = [tokens.claims()!, tokens.id_token!];
    if (claims['email'] !== undefined || !issuer.serverMetadata().userinfo_endpoint) return { claims, idToken };
    const userinfo = await oidc.fetchUserInfo(issuer, tokens.access_token, claims.sub);
    return { claims: { ...claims, ...userinfo }, idToken };
  }

  /** Null where the issuer has no such page. */
  async endSessionUrl(provider: OidcProvider, idToken: string | null): Promise<string | null> {
    const issuer = await this.issuerOf(provider);
    if (!issuer.serverMetadata().end_session_endpoint) return null;
    return oidc.buildEndSessionUrl(issuer, {
      post_logout_redirect_uri: this.config.frontendUrl,
      ...(idToken !== null && { id_token_hint: idToken }),
    }).href;
  }

  /** Made anew each time, since it remembers the issuer's keys: so a new key is known at once. */
  private async issuerOf(provider: OidcProvider): Promise<oidc.Configuration> {
    const metadata = await this.metadataOf(provider);
    const { clientId, clientSecret } = provider;
    const authentication = oidc.ClientSecretBasic(clientSecret);
    const issuer = new oidc.Configuration(metadata, clientId, clientSecret, authentication);
    issuer.timeout = PATIENCE_S;
    issuer[oidc.customFetch] = boundedFetch;
    oidc.enableNonRepudiationChecks(issuer);
    if (this.allowsHttp(provider)) oidc.allowInsecureRequests(issuer);
    return issuer;
  }

  private metadataOf(provider: OidcProvider): Promise<oidc.ServerMetadata> {
    const known = this.known.get(provider.key);
    if (known && known.until > this.clock.millis()) return known.metadata;
    const metadata = this.discover(provider);
    this.known.set(provider.key, { metadata, until: this.clock.millis() + KNOWN_FOR_MS });
    metadata.catch(() => this.known.delete(provider.key));
    return metadata;
  }

  private async discover(provider: OidcProvider): Promise<oidc.ServerMetadata> {
    const { issuer, clientId, clientSecret } = provider;
    const found = await oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      timeout: PATIENCE_S,
      [oidc.customFetch]: boundedFetch,
      execute: this.allowsHttp(provider) ? [oidc.allowInsecureRequests] : [],
    });
    return found.serverMetadata();
  }

  private allowsHttp({ issuer }: OidcProvider): boolean {
    return !this.config.isProduction && issuer.startsWith('http:');
  }
}

async function boundedFetch(url: string, options: oidc.CustomFetchOptions): Promise<Response> {
  const response = await fetch(url, options as RequestInit);
  const { status, headers } = response;
  return new Response((await limitedText(response)) || null, { status, headers });
}
