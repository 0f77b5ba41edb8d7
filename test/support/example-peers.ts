import { CalDavPeer } from './caldav-peer.js';
import { FakeGoogleCalendar } from './fake-google-calendar.js';
import { FakeOAuthProvider } from './fake-oauth-provider.js';
import { CLIENT, FakeOidcIssuer } from './fake-oidc-issuer.js';
import { FakeStripe } from './fake-stripe.js';
import { FeedPeer } from './feed-peer.js';
import { SamlPeer } from './saml-peer.js';

/** Where the product stands unless it is configured otherwise. */
export const SITE = 'http://localhost:8000';
const SAML_ENTITY = `${SITE}/saml/metadata`;

/** All providers that an installation can be connected with, on the loopback. */
export class ExamplePeers {
  private constructor(
    readonly google: FakeOAuthProvider,
    readonly github: FakeOAuthProvider,
    readonly googleCalendar: FakeGoogleCalendar,
    readonly oidc: FakeOidcIssuer,
    readonly stripe: FakeStripe,
    readonly feed: FeedPeer,
    readonly calDav: CalDavPeer,
  ) {}

  static async open(): Promise<ExamplePeers> {
    const peers = await Promise.all([
      FakeOAuthProvider.open('google'),
      FakeOAuthProvider.open('github'),
      FakeGoogleCalendar.open(),
      FakeOidcIssuer.open(),
      FakeStripe.open(),
      FeedPeer.listen(),
      CalDavPeer.listen(),
    ]);
    const all = new ExamplePeers(...peers);
    all.feed.events = [];
    return all;
  }

  /** What the product's configuration needs to know of them. */
  env(now: () => number): Record<string, string> {
    const urls = { acsUrl: `${SITE}/saml/acs`, entityId: SAML_ENTITY, logoutUrl: `${SITE}/saml/logout` };
    return {
      ...this.google.env,
      ...this.github.env,
      ...this.googleCalendar.env,
      ...this.stripe.env,
      OIDC_ISSUER: this.oidc.url,
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      SAML_ENTITY_ID: SAML_ENTITY,
      SAML_IDP_METADATA: new SamlPeer(urls, now).metadata(),
    };
  }

  async close(): Promise<void> {
    this.feed.close();
    const { google, github, googleCalendar, oidc, stripe, calDav } = this;
    for (const peer of [google, github, googleCalendar, oidc, stripe, calDav]) await peer.close();
  }
}
