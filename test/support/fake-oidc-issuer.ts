import { createHash, createHmac, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const CLIENT = { id: 'client-of-convoke', secret: 'secret-of-convoke' };

type Claims = Record<string, unknown>;
type Answering = (response: ServerResponse) => void;

/** What the issuer does otherwise than it should. */
export interface Tricks {
  claims?: (claims: Claims) => Claims;
  header?: Claims;
  /** Signs with a key that nobody published, or not at all. */
  signature?: (text: string) => string;
  idToken?: (token: string) => unknown;
  userinfo?: Claims;
  back?: (back: URL) => void;
  answers?: Partial<Record<'discovery' | 'jwks' | 'token' | 'userinfo', Answering>>;
}

interface Grant {
  claims: Claims;
  challenge: string;
  redirectUri: string;
}

const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An issuer of OpenID Connect on the loopback, which can be told to give any bad answer. */
export class FakeOidcIssuer {
  tricks: Tricks = {};
  /** What it was asked for so far. */
  readonly asked: string[] = [];
  private readonly grants = new Map<string, Grant>();
  private readonly userinfos = new Map<string, Claims>();
  private key = newKey();

  private constructor(private readonly server: Server) {}

  static async open(): Promise<FakeOidcIssuer> {
    const server = createServer((request, response) => {
      issuer.answer(request, response).catch(() => response.destroy());
    });
    const issuer = new FakeOidcIssuer(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return issuer;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Signs with another key from now on. */
  rollKeys(): void {
    this.key = newKey();
  }

  /** Lets somebody agree at the authorization address; answers where the browser is sent back to. */
  authorize(authorizationUrl: string, claims: Claims): URL {
    const { searchParams: asked, origin, pathname } = new URL(authorizationUrl);
    const proper = [
      origin === this.url && pathname === '/authorize',
      asked.get('response_type') === 'code',
      asked.get('client_id') === CLIENT.id,
      asked.get('code_challenge_method') === 'S256',
      asked.get('scope')?.split(' ').includes('openid'),
      ...['state', 'nonce', 'code_challenge'].map((name) => (asked.get(name) ?? '').length >= 32),
    ];
    if (proper.some((each) => !each)) throw new Error(`Not a proper request: ${authorizationUrl}`);
    const code = randomBytes(16).toString('hex');
    const [challenge, redirectUri] = [asked.get('code_challenge')!, asked.get('redirect_uri')!];
    this.grants.set(code, { claims: { nonce: asked.get('nonce'), ...claims }, challenge, redirectUri });
    const back = new URL(redirectUri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', asked.get('state')!);
    back.searchParams.set('iss', this.url);
    this.tricks.back?.(back);
    return back;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await textOf(request);
    const { pathname } = new URL(request.url!, this.url);
    const name = pathname === '/.well-known/openid-configuration' ? 'discovery' : pathname.slice(1);
    this.asked.push(name);
    const trick = this.tricks.answers?.[name as 'token'];
    if (trick) return trick(response);
    if (name === 'discovery') return send(response, 200, this.metadata());
    if (name === 'jwks') return send(response, 200, { keys: [this.key.jwk] });
    if (name === 'token') return this.exchange(request, new URLSearchParams(body), response);
    const claims = this.userinfos.get(request.headers.authorization?.replace(/^Bearer /, '') ?? '');
    send(response, claims ? 200 : 401, this.tricks.userinfo ?? claims ?? {});
  }

  private metadata(): object {
    return {
      issuer: this.url,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      userinfo_endpoint: `${this.url}/userinfo`,
      jwks_uri: `${this.url}/jwks`,
      end_session_endpoint: `${this.url}/end`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    };
  }

  private exchange({ headers }: IncomingMessage, form: URLSearchParams, response: ServerResponse): void {
    const grant = this.grants.get(form.get('code') ?? '');
    this.grants.delete(form.get('code') ?? '');
    const verifier = form.get('code_verifier') ?? '';
    const proof = createHash('sha256').update(verifier).digest('base64url');
    const basic = Buffer.from(headers.authorization?.replace(/^Basic /, '') ?? '', 'base64').toString();
    const isRight =
      proof === grant?.challenge &&
      form.get('redirect_uri') === grant.redirectUri &&
      decodeURIComponent(basic) === `${CLIENT.id}:${CLIENT.secret}`;
    if (!grant || !isRight) return send(response, 400, { error: 'invalid_grant' });
    const token = randomBytes(16).toString('hex');
    this.userinfos.set(token, { sub: grant.claims['sub'], ...(grant.claims['userinfo'] as object) });
    const idToken = this.idTokenOf(grant.claims);
    send(response, 200, {
      access_token: token,
      token_type: 'Bearer',
      expires_in: 3600,
      id_token: this.tricks.idToken ? this.tricks.idToken(idToken) : idToken,
    });
  }

  private idTokenOf({ userinfo: _, ...given }: Claims): string {
    const now = Math.floor(Date.now() / 1000);
    const usual = { iss: this.url, aud: CLIENT.id, iat: now, exp: now + 300, ...given };
    const claims = this.tricks.claims?.(usual) ?? usual;
    const header = { alg: 'RS256', kid: this.key.jwk.kid, ...this.tricks.header };
    const text = `${encoded(header)}.${encoded(claims)}`;
    const signed = this.tricks.signature?.(text) ?? rsa(text, this.key.privateKey);
    return `${text}.${signed}`;
  }
}

export function rsa(text: string, key: KeyObject): string {
  return sign('sha256', Buffer.from(text), key).toString('base64url');
}

export function hmac(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}

export function newKey() {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = randomBytes(8).toString('hex');
  return { privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' } };
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
