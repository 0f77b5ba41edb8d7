import createClient, { type Client } from 'openapi-fetch';
import { LiveSocket, type SocketConstructor } from '../../web/browser/live-socket.js';
import { newKey } from '../../web/browser/new-key.js';
import type { Call, Method, SignedIn } from './calls.js';
import { answerOf } from './convoke-error.js';
import { KEYED_ROUTES } from './keyed-routes.js';
import { IDEMPOTENCY_KEY, patiently, signed, type Fetch, type Patience } from './requests.js';
import type { paths } from './schema.js';
import { TokenEntry, type ConvokeSocket, type Listener } from './token-entry.js';
import { TokenKeeper, type Tokens } from './tokens.js';

export type { Frame, SocketConstructor } from '../../web/browser/live-socket.js';
export { newKey } from '../../web/browser/new-key.js';
export type { Call, SignedIn } from './calls.js';
export { ConvokeError } from './convoke-error.js';
export type { Patience } from './requests.js';
export type { components, operations, paths } from './schema.js';
export type { ConvokeSocket, Listener } from './token-entry.js';
export type { Tokens } from './tokens.js';

const PATIENCE: Patience = { tries: 5, firstPauseMs: 500, longestPauseMs: 30_000 };

/** A page's own cookie would ask for a CSRF token, too. */
const TOKENS_ALONE = { credentials: 'omit' } as const;

export interface ConvokeOptions {
  /** Where the installation is, such as `https://book.example.com`. */
  baseUrl: string;
  /** An access token, or one for programs. */
  token?: string;
  /** With it, access tokens that have expired are renewed. */
  refresh?: string;
  /** For who keeps tokens over restarts: they were renewed, or are gone. */
  onTokens?(tokens: Tokens): void;
  patience?: Partial<Patience>;
  fetch?: Fetch;
  /** Where there is none, as in Node.js 20: that of the package `ws`. */
  WebSocket?: SocketConstructor;
}

type Api = Client<paths>;

type AnyRequest = (
  method: Method,
  path: string,
  init?: object,
) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

/** A client of one installation, for one person, one program or a stranger. */
export class Convoke {
  /** openapi-fetch itself, for headers of answers and for files (`parseAs: 'blob'`): it answers refusals. */
  readonly api: Api;
  readonly get: Call<'get'>;
  readonly post: Call<'post'>;
  readonly put: Call<'put'>;
  readonly patch: Call<'patch'>;
  readonly delete: Call<'delete'>;
  private readonly tokens: TokenKeeper;
  private readonly patience: Patience;
  /** Without anybody's token. */
  private readonly stranger: Api;
  private readonly impatient: Api;

  constructor(private readonly options: ConvokeOptions) {
    const { baseUrl, token, refresh, onTokens } = options;
    const fetch = options.fetch ?? ((request: Request) => globalThis.fetch(request));
    this.patience = { ...PATIENCE, ...options.patience };
    const patient = patiently(fetch, this.patience);
    this.tokens = new TokenKeeper({ access: token, refresh }, (used) => this.exchange(used), onTokens);
    const apiBy = (send: Fetch) => createClient<paths>({ baseUrl, fetch: send, ...TOKENS_ALONE });
    this.stranger = apiBy(patient);
    this.impatient = apiBy(signed(fetch, this.tokens));
    this.api = apiBy(signed(patient, this.tokens));
    this.api.use({ onRequest: ({ request, schemaPath }) => withKey(request, schemaPath) });
    this.get = this.call('get');
    this.post = this.call('post');
    this.put = this.call('put');
    this.patch = this.call('patch');
    this.delete = this.call('delete');
  }

  /**
   * By user name or address. Whoever has a second factor is answered `mfa_token` instead of tokens; those that
   * `POST /api/v1/users/mfa/verify` then answers are for `use`.
   */
  async signIn(username: string, password: string): Promise<SignedIn> {
    const answer = await answerOf(this.stranger.POST('/api/v1/auth/login', { body: { username, password } }));
    if ('access' in answer) this.use(answer);
    return answer;
  }

  /** Goes on with these tokens, such as those of a provider's sign-in. */
  use({ access, refresh }: Tokens): void {
    this.tokens.keep({ access, refresh });
  }

  /** Ends the session, its sockets too. */
  async signOut(): Promise<void> {
    await this.post('/api/v1/auth/logout', { body: { refresh: this.tokens.refresh } });
    this.use({});
  }

  /**
   * Opens a plain socket, such as `/ws/calendar/`, and opens it again whenever it breaks. `since`, the id of a
   * frame, brings what came after it, for 24 hours.
   */
  listen(path: `/ws/${string}`, listener: Listener, since?: number): ConvokeSocket {
    const WebSocket = this.options.WebSocket ?? (globalThis.WebSocket as SocketConstructor | undefined);
    if (!WebSocket) throw new Error('There is no WebSocket here: give createConvoke that of the package ws.');
    const address = new URL(path, this.options.baseUrl.replace(/^http/, 'ws'));
    const askWhy = () => answerOf(this.impatient.GET('/api/v1/users/me'));
    const entry = new TokenEntry(this.tokens, askWhy);
    return new LiveSocket(address, listener, { WebSocket, entry, pauses: this.patience }, since);
  }

  private call<M extends Method>(method: M): Call<M> {
    const send = this.api.request as unknown as AnyRequest;
    const call = (path: string, init?: object) => answerOf(send(method, path, init));
    return call as unknown as Call<M>;
  }

  private exchange(refresh: string): Promise<Tokens> {
    return answerOf(this.stranger.POST('/api/v1/auth/refresh', { body: { refresh } }));
  }
}

export function createConvoke(options: ConvokeOptions): Convoke {
  return new Convoke(options);
}

/** A key of its own for each booking or payment, unless the caller brings one; it stays over all tries. */
function withKey(request: Request, route: string): Request {
  const needsKey = request.method === 'POST' && KEYED_ROUTES.has(route);
  if (needsKey && !request.headers.has(IDEMPOTENCY_KEY)) request.headers.set(IDEMPOTENCY_KEY, newKey());
  return request;
}
