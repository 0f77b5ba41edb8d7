import { Browser } from './browser.js';
import type { Arrival } from './provider-journey.js';
import type { SamlPeer, Saying, Signing } from './saml-peer.js';

/** A browser's journey to a SAML identity provider and back. */
export class SamlJourney {
  constructor(
    here: { url: string },
    private readonly peer: SamlPeer,
    readonly browser = new Browser(here.url, here.url),
  ) {}

  /** Clicks "single sign-on": answers the id of the request. */
  async leave(query = ''): Promise<string> {
    const { status, headers } = await this.browser.get(`/saml/login${query}`);
    if (status !== 302) throw new Error(`The door answered ${status}.`);
    return this.peer.asked(headers.get('location')!);
  }

  /** Comes back by the form that the provider's page sends. */
  async arrive(xml: string, origin = 'https://idp.example'): Promise<Arrival> {
    const SAMLResponse = Buffer.from(xml).toString('base64');
    const answer = await this.browser.postForm('/saml/acs', { SAMLResponse, RelayState: 'x' }, origin);
    const location = answer.headers.get('location');
    const params = location ? new URL(location).searchParams : new URLSearchParams();
    return { answer, code: params.get('code'), error: params.get('error') };
  }

  /** The whole way. */
  async make(saying: Saying, query = '', signing: Signing = {}): Promise<Arrival> {
    return this.arrive(this.peer.says({ inResponseTo: await this.leave(query), ...saying }, signing));
  }
}
