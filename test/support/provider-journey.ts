import { Browser } from './browser.js';
import type { FakeOAuthProvider, ProviderKind, RemotePerson } from './fake-oauth-provider.js';
import type { Answer } from './http.js';
import type { World } from './world.js';

/** Where a journey to a provider ended. */
export interface Arrival {
  answer: Answer;
  /** Of the front end's address. */
  code: string | null;
  error: string | null;
}

/** A browser's journey to a provider and back, as a person makes it by clicking. */
export class Journey {
  constructor(
    private readonly here: World,
    private readonly provider: FakeOAuthProvider,
    private readonly kind: ProviderKind,
    readonly browser = new Browser(here.url, here.url),
  ) {}

  /** Clicks "sign in with …": answers where the provider is to be asked. */
  async leave(query = ''): Promise<string> {
    const { status, headers } = await this.browser.get(`/oauth/${this.kind}/login${query}`);
    if (status !== 302) throw new Error(`The door answered ${status}.`);
    return headers.get('location')!;
  }

  /** Agrees over there: answers the address that the provider sends the browser back to. */
  async agree(person: RemotePerson, query = ''): Promise<URL> {
    return this.provider.authorize(await this.leave(query), person);
  }

  /** Comes back by this address; it names the configured host, and the test's port is another. */
  async arrive(back: URL | string): Promise<Arrival> {
    const { pathname, search } = new URL(back, this.here.url);
    const answer = await this.browser.get(pathname + search);
    const location = answer.headers.get('location');
    const params = location ? new URL(location).searchParams : new URLSearchParams();
    return { answer, code: params.get('code'), error: params.get('error') };
  }

  /** The whole way. */
  async make(person: RemotePerson, query = ''): Promise<Arrival> {
    return this.arrive(await this.agree(person, query));
  }
}
