import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What is answered instead of the proper answer. */
export type Trouble = (response: ServerResponse) => void;

export interface PeerCall {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: any;
}

interface Grant {
  account: string;
  scope: string;
}
interface CodeGrant extends Grant {
  challenge: string;
  redirectUri: string;
}

export interface PeerNames {
  /** Of the variables that lead to it. */
  prefix: string;
  /** What the authorization address has to ask for. */
  asks: Record<string, string>;
  scopes: string[];
}

/** An error of the peer's own protocol. */
export class PeerError extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown = {},
  ) {
    super(`${status}`);
  }
}

const CLIENT = { id: 'client-of-convoke', secret: 'canary-client-secret' };
const unique = (prefix: string) => `canary-${prefix}-${randomBytes(12).toString('hex')}`;

export const answering =
  (status: number, body: unknown = {}, headers: Record<string, string> = {}): Trouble =>
  (response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
export const cutOff: Trouble = (response) => void response.destroy();

/**
 * A provider of calendars on the loopback: accounts by OAuth 2.0, PKCE and refresh tokens,
 * and whatever the subclass has of calendars. It counts what it is asked, and fails on demand.
 */
export abstract class CalendarPeer {
  /** Everything it was asked, as `GET /path`. */
  readonly calls: string[] = [];
  /** Each refresh gives a new refresh token, and the old one is void. */
  rotates = false;
  /** What people agree to, where it is less than what they were asked for. */
  granted: string[] | null = null;
  /** Holds a call before it is answered. */
  pause: ((call: string) => Promise<void>) | null = null;
  readonly revoked: string[] = [];
  protected readonly codes = new Map<string, CodeGrant>();
  private readonly accesses = new Map<string, Grant>();
  private readonly refreshes = new Map<string, Grant>();
  private troubles: { pattern: RegExp; trouble: Trouble; left: number }[] = [];
  private readonly server: Server;

  protected constructor(private readonly names: PeerNames) {
    this.server = createServer((request, response) => {
      this.answer(request, response).catch(() => response.destroy());
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** What the product's configuration needs to know of it. */
  get env(): Record<string, string> {
    const { prefix } = this.names;
    return {
      [`${prefix}_CLIENT_ID`]: CLIENT.id,
      [`${prefix}_CLIENT_SECRET`]: CLIENT.secret,
      [`${prefix}_AUTHORIZATION_URL`]: `${this.url}/authorize`,
      [`${prefix}_TOKEN_URL`]: `${this.url}/token`,
      [`${prefix}_API_URL`]: `${this.url}/api`,
    };
  }

  /** Lets the owner of `account` agree; answers where the browser is sent back to. */
  authorize(authorizationUrl: string, account: string): URL {
    const { searchParams: asked, origin, pathname } = new URL(authorizationUrl);
    const { asks, scopes } = this.names;
    const scope = (asked.get('scope') ?? '').split(' ');
    const proper = [
      origin === this.url && pathname === '/authorize',
      asked.get('response_type') === 'code',
      asked.get('client_id') === CLIENT.id,
      asked.get('code_challenge_method') === 'S256',
      /^[\w-]{43}$/.test(asked.get('code_challenge') ?? ''),
      (asked.get('state') ?? '').length >= 32,
      Object.entries(asks).every(([name, value]) => asked.get(name) === value),
      scopes.every((each) => scope.includes(each)),
    ];
    if (proper.includes(false)) throw new Error(`Not a proper request: ${authorizationUrl}`);
    const code = unique('code');
    const redirectUri = asked.get('redirect_uri')!;
    this.codes.set(code, {
      account,
      scope: (this.granted ?? scope).join(' '),
      challenge: asked.get('code_challenge')!,
      redirectUri,
    });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', asked.get('state')!);
    return back;
  }

  /** Answers calls that look so with `trouble`, all of them or the next `times`. */
  fail(pattern: RegExp, trouble: Trouble, times = Infinity): void {
    this.troubles.push({ pattern, trouble, left: times });
  }

  heal(): void {
    this.troubles = [];
    this.pause = null;
  }

  count(pattern: RegExp): number {
    return this.calls.filter((call) => pattern.test(call)).length;
  }

  /** All access tokens given so far have had their time. */
  expireTokens(): void {
    this.accesses.clear();
  }

  /** As somebody does who takes the permission back. */
  withdrawGrants(): void {
    this.accesses.clear();
    this.refreshes.clear();
  }

  protected abstract serve(call: PeerCall, account: string): unknown;
  protected abstract refusal(status: number, reason: string): unknown;
  /** What the token endpoint says besides. */
  protected tokenExtras(_account: string): object {
    return {};
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await textOf(request);
    const { pathname, searchParams: query } = new URL(request.url!, this.url);
    const path = pathname.replace(/^\/api(?=\/)/, '');
    const called = `${request.method} ${decodeURIComponent(path)}`;
    this.calls.push(called);
    await this.pause?.(called);
    const trouble = this.troubles.find(({ pattern, left }) => left > 0 && pattern.test(called));
    if (trouble) {
      trouble.left--;
      return trouble.trouble(response);
    }
    try {
      if (path === '/token') return answering(200, this.exchange(new URLSearchParams(text)))(response);
      if (path === '/revoke') return answering(200, this.revoke(new URLSearchParams(text)))(response);
      const grant = this.accesses.get(request.headers.authorization?.replace(/^Bearer /, '') ?? '');
      if (!grant) throw new PeerError(401, this.refusal(401, 'authError'));
      const body: unknown = text === '' ? undefined : JSON.parse(text);
      const { method = 'GET', headers } = request;
      const served = this.serve({ method, path, query, headers, body }, grant.account);
      if (served === undefined) response.writeHead(204).end();
      else answering(method === 'POST' ? 201 : 200, served)(response);
    } catch (error) {
      if (!(error instanceof PeerError)) throw error;
      answering(error.status, error.body)(response);
    }
  }

  private exchange(form: URLSearchParams): object {
    const refused = new PeerError(400, { error: 'invalid_grant', error_description: 'canary-provider-words' });
    if (form.get('client_id') !== CLIENT.id || form.get('client_secret') !== CLIENT.secret)
      throw new PeerError(401, { error: 'invalid_client' });
    if (form.get('grant_type') === 'refresh_token') {
      const old = form.get('refresh_token') ?? '';
      const grant = this.refreshes.get(old);
      if (!grant) throw refused;
      if (this.rotates) this.refreshes.delete(old);
      return this.tokensOf(grant, this.rotates);
    }
    const grant = this.codes.get(form.get('code') ?? '');
    this.codes.delete(form.get('code') ?? '');
    const verifier = form.get('code_verifier') ?? '';
    const proof = createHash('sha256').update(verifier).digest('base64url');
    if (
      form.get('grant_type') !== 'authorization_code' ||
      proof !== grant?.challenge ||
      form.get('redirect_uri') !== grant.redirectUri
    )
      throw refused;
    return { ...this.tokensOf(grant, true), ...this.tokenExtras(grant.account) };
  }

  private tokensOf({ account, scope }: Grant, withRefresh: boolean): object {
    const [access, refresh] = [unique('access'), unique('refresh')];
    this.accesses.set(access, { account, scope });
    if (withRefresh) this.refreshes.set(refresh, { account, scope });
    return {
      access_token: access,
      token_type: 'Bearer',
      expires_in: 3_600,
      scope,
      ...(withRefresh && { refresh_token: refresh }),
    };
  }

  private revoke(form: URLSearchParams): object {
    const token = form.get('token') ?? '';
    const grant = this.refreshes.get(token) ?? this.accesses.get(token);
    if (!grant) throw new PeerError(400, { error: 'invalid_token' });
    this.revoked.push(grant.account);
    for (const tokens of [this.refreshes, this.accesses])
      for (const [each, { account }] of tokens) if (account === grant.account) tokens.delete(each);
    return {};
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
