import { Browser } from '../support/browser.js';
import type { FakeOidcIssuer } from '../support/fake-oidc-issuer.js';
import type { Arrival } from '../support/provider-journey.js';
import { SamlJourney } from '../support/saml-journey.js';
import type { SamlPeer } from '../support/saml-peer.js';

/** Who somebody is over there. */
export interface RemoteSubject {
  subject: string;
  email: string;
  /** Whether the provider has checked the address, and so vouches for it. */
  isChecked: boolean;
}

/** A way in by an organization's provider, whatever it speaks. */
export interface Protocol {
  name: string;
  /** Leaves in this browser and agrees over there; answers what the browser brings back. */
  agree(browser: Browser, person: RemoteSubject): Promise<string>;
  arrive(browser: Browser, brought: string): Promise<Arrival>;
  /** As what is kept of a link. */
  key: { provider: string; issuer: string };
}

let count = 0;

export class Oidc implements Protocol {
  readonly name = 'OpenID Connect';

  constructor(
    private readonly here: { url: string },
    private readonly issuer: FakeOidcIssuer,
  ) {}

  get key() {
    return { provider: 'oidc', issuer: this.issuer.url };
  }

  async agree(browser: Browser, { subject, email, isChecked }: RemoteSubject): Promise<string> {
    const { status, headers } = await browser.get('/oidc/authenticate');
    if (status !== 302) throw new Error(`The door answered ${status}.`);
    const claims = { sub: subject, email, email_verified: isChecked };
    return this.issuer.authorize(headers.get('location')!, claims).search;
  }

  async arrive(browser: Browser, brought: string): Promise<Arrival> {
    const answer = await browser.get(`/oidc/callback${brought}`);
    const { searchParams } = new URL(answer.headers.get('location') ?? this.here.url);
    return { answer, code: searchParams.get('code'), error: searchParams.get('error') };
  }

  newcomer(): RemoteSubject {
    return { subject: `newcomer-${++count}`, email: `newcomer${count}@example.com`, isChecked: true };
  }

  async visit(person: RemoteSubject): Promise<Arrival> {
    const browser = new Browser(this.here.url, this.here.url);
    return this.arrive(browser, await this.agree(browser, person));
  }
}

/** What SAML says of an address counts as checked; a provider that has not checked one asserts none. */
export class Saml implements Protocol {
  readonly name = 'SAML';

  constructor(
    private readonly here: { url: string },
    private readonly peer: SamlPeer,
  ) {}

  get key() {
    return { provider: 'saml', issuer: this.peer.entityId };
  }

  async agree(browser: Browser, { subject, email, isChecked }: RemoteSubject): Promise<string> {
    const inResponseTo = await this.journey(browser).leave();
    const attributes: Record<string, string> = isChecked ? { email } : { unchecked: email };
    return this.peer.says({ nameId: subject, attributes, inResponseTo });
  }

  arrive(browser: Browser, brought: string): Promise<Arrival> {
    return this.journey(browser).arrive(brought);
  }

  journey(browser?: Browser): SamlJourney {
    return new SamlJourney(this.here, this.peer, browser);
  }
}
