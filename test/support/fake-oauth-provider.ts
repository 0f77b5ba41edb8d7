import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type ProviderKind = 'google' | 'github';
export type Endpoint = 'token' | 'user' | 'emails';

/** Somebody with an account over there. */
export interface RemotePerson {
  subject: string | number;
  email: string | null;
  emailVerified: boolean;
  login?: string;
  name?: string;
}

interface Grant {
  person: RemotePerson;
  challenge: string;
  redirectUri: string;
}

/** What an endpoint does instead of answering properly. */
export type Misbehaviour = (response: ServerResponse) => void;

const CLIENT = { id: 'client-of-convoke', secret: 'secret-of-convoke' };

/**
 * Google and GitHub on the loopback, as strict as they are: one-time codes, redirect URIs compared, PKCE (S256)
 * checked, client secrets required. Each endpoint can be told to misbehave.
 */
export class FakeOAuthProvider {
  readonly misbehave: Partial<Record<Endpoint, Misbehaviour>> = {};
  /** Endpoints asked so far. */
  readonly asked: string[] = [];
  private readonly grants = new Map<string, Grant>();
  private readonly tokens = new Map<string, RemotePerson>();

  private constructor(
    private readonly server: Server,
    private readonly kind: ProviderKind,
  ) {}

  static async open(kind: ProviderKind): Promise<FakeOAuthProvider> {
    const server = createServer((request, response) => {
      provider.answer(request, response).catch(() => response.destroy());
    });
    const provider = new FakeOAuthProvider(server, kind);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  /** What the product's configuration needs to know of it. */
  get env(): Record<string, string> {
    const name = this.kind.toUpperCase();
    const urls: Record<string, string> =
      this.kind === 'google'
        ? { AUTHORIZATION_URL: 'authorize', TOKEN_URL: 'token', USERINFO_URL: 'user' }
        : { AUTHORIZATION_URL: 'authorize', TOKEN_URL: 'token', USER_URL: 'user', EMAILS_URL: 'emails' };
    const entries = Object.entries(urls).map(([variable, path]) => [
      `${name}_${variable}`,
      `${this.url}/${path}`,
    ]);
    return {
      [`${name}_CLIENT_ID`]: CLIENT.id,
      [`${name}_CLIENT_SECRET`]: CLIENT.secret,
      ...Object.fromEntries(entries),
    };
  }

  /** Lets `person` agree at the authorization address; answers where the browser is sent back to. */
  authorize(authorizationUrl: string, person: RemotePerson): URL {
    const { searchParams: asked, origin } = new URL(authorizationUrl);
    const challenge = asked.get('code_challenge');
    const proper = [
      origin === this.url,
      asked.get('response_type') === 'code',
      asked.get('client_id') === CLIENT.id,
      asked.get('code_challenge_method') === 'S256',
      (asked.get('state') ?? '').length >= 32,
    ];
    if (!challenge || proper.includes(false)) throw new Error(`Not a proper request: ${authorizationUrl}`);
    const code = randomBytes(16).toString('hex');
    const redirectUri = asked.get('redirect_uri')!;
    this.grants.set(code, { person, challenge, redirectUri });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', asked.get('state')!);
    return back;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const endpoint = new URL(request.url!, this.url).pathname.slice(1);
    this.asked.push(endpoint);
    const misbehaviour = this.misbehave[endpoint as Endpoint];
    if (misbehaviour) return misbehaviour(response);
    if (endpoint === 'token' && request.method === 'POST')
      return this.exchange(new URLSearchParams(body), response);
    const person = this.tokens.get(request.headers.authorization?.replace(/^Bearer /, '') ?? '');
    if (!person) return send(response, 401, { error: 'invalid_token' });
    if (endpoint === 'user') return send(response, 200, this.userOf(person));
    if (endpoint === 'emails' && this.kind === 'github') return send(response, 200, emailsOf(person));
    send(response, 404, {});
  }

  private exchange(form: URLSearchParams, response: ServerResponse): void {
    const grant = this.grants.get(form.get('code') ?? '');
    this.grants.delete(form.get('code') ?? '');
    const proof = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight =
      grant !== undefined &&
      proof === grant.challenge &&
      form.get('redirect_uri') === grant.redirectUri &&
      form.get('client_id') === CLIENT.id &&
      form.get('client_secret') === CLIENT.secret &&
      form.get('grant_type') === 'authorization_code';
    if (!isRight)
      return send(response, 400, { error: 'invalid_grant', error_description: 'canary-provider-words' });
    const token = randomBytes(16).toString('hex');
    this.tokens.set(token, grant.person);
    send(response, 200, {
      access_token: token,
      token_type: 'Bearer',
      scope: 'email',
      refresh_token: 'canary-refresh',
    });
  }

  private userOf({ subject, email, emailVerified, login, name = 'Remote Person' }: RemotePerson): object {
    const [given, family] = name.split(' ');
    return this.kind === 'google'
      ? {
          sub: subject,
          email,
          email_verified: emailVerified,
          given_name: given,
          family_name: family,
          picture: 'https://pictures.example/p.png',
        }
      : { id: subject, login: login ?? 'octocat', name, email: 'public@elsewhere.example' };
  }
}

function emailsOf({ email, emailVerified }: RemotePerson): object[] {
  const other = { email: 'other@elsewhere.example', primary: false, verified: true };
  return email ? [other, { email, primary: true, verified: emailVerified }] : [other];
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
