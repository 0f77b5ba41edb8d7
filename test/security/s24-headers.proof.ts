import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { asSpelt } from '../support/as-spelt.js';
import { ApiDocument, filledPath } from '../support/api-document.js';
import { Http, type Answer } from '../support/http.js';
import { pagePaths } from '../support/page-routes.js';
import { verdict, type Proof } from '../support/proof.js';
import { world, type World } from '../support/world.js';

const ORIGIN = 'http://localhost:3000';

type Check = (value: string | null) => boolean;

/** On every answer, whatever it is. */
const ALWAYS: Record<string, Check> = {
  'x-content-type-options': (value) => value === 'nosniff',
  'x-frame-options': (value) => value === 'DENY',
  'content-security-policy': (value) =>
    /default-src 'none'|default-src 'self'/.test(value ?? '') && /frame-ancestors 'none'/.test(value ?? ''),
  'referrer-policy': (value) => value !== null,
  'x-powered-by': (value) => value === null,
  server: (value) => value === null,
  'x-request-id': (value) => (value ?? '').length >= 8,
};

interface Call {
  what: string;
  method: string;
  path: string;
  headers?: Record<string, string>;
  body?: unknown;
}

/** One call for each way in which an answer comes about. */
const CALLS: Call[] = [
  { what: '200', method: 'GET', path: '/health/live' },
  { what: '200 bare list', method: 'GET', path: '/api/categories' },
  { what: '200 without slash', method: 'GET', path: '/api/v1/categories/' },
  { what: 'schema', method: 'GET', path: '/api/schema' },
  { what: 'docs', method: 'GET', path: '/api/docs' },
  { what: 'metrics', method: 'GET', path: '/metrics' },
  { what: 'HEAD', method: 'HEAD', path: '/api/v1/categories' },
  { what: 'OPTIONS', method: 'OPTIONS', path: '/api/v1/categories' },
  { what: '400 field', method: 'POST', path: '/api/v1/auth/register', body: {} },
  { what: '400 JSON', method: 'POST', path: '/api/v1/auth/register', body: '{' },
  { what: '400 path', method: 'GET', path: '/api/v1/users/%E0%A4%A' },
  { what: '401', method: 'GET', path: '/api/v1/users/me' },
  { what: '401 dead token', method: 'GET', path: '/api/v1/users/me', headers: { authorization: 'Bearer x' } },
  { what: '404 path', method: 'GET', path: '/api/v1/nowhere' },
  { what: '404 root', method: 'GET', path: '/no/such/page' },
  { what: '404 media', method: 'GET', path: '/media/nothing.png' },
  { what: '404 or 405', method: 'DELETE', path: '/api/v1/categories' },
  { what: '413', method: 'POST', path: '/api/v1/auth/register', body: `{"a":"${'x'.repeat(120_000)}"}` },
  {
    what: '415',
    method: 'POST',
    path: '/api/v1/auth/register',
    headers: { 'content-type': 'text/xml' },
    body: '<a/>',
  },
];

/** An answer of the API is nobody's to keep, however its path is written. */
const ODD_SPELLINGS = [
  '/api/v1/users/me/',
  '/API/v1/users/me',
  '/Api/V1/Users/Me',
  '/api//v1/users/me',
  '//api/v1/users/me',
  '/%61pi/v1/users/me',
  '/api%2Fv1/users/me',
  '/api/v1/users/%6De',
  '/api/v1/./users/me',
  '/x/../api/v1/users/me',
  '/api/v1/users/me;a=b',
  '/api/v1/users/me?',
  '/api/v1/users/me?path=/health',
  '/api/users/me',
  '/api/v1/users/me%00',
  '/api/v1/users/me%20',
];

function wrongHeaders(answer: Answer, production: boolean): string[] {
  const expected: Record<string, Check> = {
    ...ALWAYS,
    'strict-transport-security': (value) => (production ? /max-age=\d{7,}/.test(value ?? '') : value === null),
  };
  return Object.entries(expected)
    .filter(([name, check]) => !check(answer.headers.get(name)))
    .map(([name]) => `${name}: ${answer.headers.get(name)}`);
}

async function walk(here: World, production: boolean): Promise<string[]> {
  const document = await ApiDocument.read(here.http());
  const generated = document.operations.map((operation): Call => {
    const values = Object.fromEntries(operation.parameters.map(({ name }) => [name, '424242']));
    const body = operation.body ? {} : undefined;
    return { what: operation.id, method: operation.method, path: filledPath(operation, values), body };
  });
  const pages = pagePaths('GET').map((path): Call => ({
    what: `page ${path}`,
    method: 'GET',
    path,
    headers: { accept: 'text/html' },
  }));
  const wrong: string[] = [];
  for (const { what, method, path, headers, body } of [...CALLS, ...pages, ...generated]) {
    const answer = await here.http().call(method, path, body, { headers });
    wrong.push(...wrongHeaders(answer, production).map((problem) => `${what} (${answer.status}) ${problem}`));
  }
  return wrong;
}

/** Exactly the configured origins get leave, and only they. */
async function crossOrigin(here: World): Promise<string[]> {
  const wrong: string[] = [];
  const others = [
    'https://evil.example',
    `${ORIGIN}.evil.example`,
    'http://localhost:3001',
    'https://localhost:3000',
    'null',
    '*',
  ];
  for (const origin of [ORIGIN, ...others])
    for (const [method, path] of [
      ['GET', '/api/v1/categories'],
      ['GET', '/api/v1/users/me'],
      ['OPTIONS', '/api/v1/bookings'],
    ] as const) {
      const headers = { origin, ...(method === 'OPTIONS' && { 'access-control-request-method': 'POST' }) };
      const answer = await here.http().call(method, path, undefined, { headers });
      const allowed = answer.headers.get('access-control-allow-origin');
      if (allowed !== (origin === ORIGIN ? ORIGIN : null))
        wrong.push(`${method} ${path} from ${origin} allows ${allowed}`);
    }
  return wrong;
}

/** What of somebody's own is sent without saying that nobody may keep it, however its path was spelt. */
async function kept(here: World): Promise<string[]> {
  const { access, email } = await here.signUp();
  const wrong: string[] = [];
  for (const path of ODD_SPELLINGS) {
    const { status, headers, text } = await asSpelt(here.url, path, { authorization: `Bearer ${access}` });
    const isOfApi = path.startsWith('/api/') || text.includes(email);
    const names = headers['cache-control'] ?? '';
    if (isOfApi && !names.includes('no-store')) wrong.push(`${path} (${status}) is kept: ${names}`);
    if (headers['x-content-type-options'] !== 'nosniff') wrong.push(`${path} (${status}) lacks its headers`);
  }
  return wrong;
}

/** The session's cookie is no script's to read; both go to this site alone, in production by HTTPS alone. */
async function cookies(here: World, production: boolean): Promise<string[]> {
  const { username, password } = await here.signUp();
  const { headers } = await here.http().post('/api/v1/auth/login', { username, password });
  const found = new Map(headers.getSetCookie().map((text) => [text.split('=', 1)[0]!, text]));
  const session = production ? '__Host-sessionid' : 'sessionid';
  const wrong = [session, 'csrftoken'].filter((name) => !found.has(name)).map((name) => `no cookie ${name}`);
  for (const [name, text] of found) {
    const has = (attribute: RegExp) => attribute.test(text);
    if (!has(/; Path=\/(;|$)/) || !has(/; SameSite=(Lax|Strict)/) || has(/; Domain=/i))
      wrong.push(`${name} goes elsewhere: ${text.replace(/=[^;]+/, '=…')}`);
    if (has(/; HttpOnly/) !== (name === session)) wrong.push(`${name} and scripts`);
    if (has(/; Secure/) !== production) wrong.push(`${name} and HTTPS`);
  }
  return wrong;
}

/** The name of a file is for pages of our origins too, where what carries it failed as well. */
async function exposed(here: World): Promise<string[]> {
  const wrong: string[] = [];
  for (const path of ['/api/v1/categories', '/api/v1/users/me', '/api/v1/nowhere', '/api/v1/invoices/1/pdf']) {
    const { headers } = await here.http().get(path, { headers: { origin: ORIGIN } });
    const names = (headers.get('access-control-expose-headers') ?? '').split(/, */);
    for (const name of ['Content-Disposition', 'X-Request-Id', 'Retry-After'])
      if (!names.includes(name)) wrong.push(`${path} does not expose ${name}`);
  }
  return wrong;
}

/** What the framework says of itself when nobody minds. */
async function bareExpress(): Promise<string[]> {
  const server = express().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const answer = await new Http(`http://127.0.0.1:${(server.address() as AddressInfo).port}`).get('/');
  server.close();
  return wrongHeaders(answer, false);
}

const proof: Proof = {
  id: 'S24',
  what: 'security headers on every answer, errors and odd spellings too; exact CORS origins; cookies',
  async run() {
    const everything = async (here: World, production: boolean) => [
      ...(await walk(here, production)),
      ...(await crossOrigin(here)),
      ...(await kept(here)),
      ...(await cookies(here, production)),
      ...(await exposed(here)),
    ];
    const development = await world({ LOG_LEVEL: 'silent' });
    const problems = await everything(development, false);
    // The twins: what is asked of a cookie in production, and of a server that minds nothing.
    const twinCookies = await cookies(development, true);
    await development.close();
    const production = await world({
      LOG_LEVEL: 'silent',
      NODE_ENV: 'production',
      PUBLIC_URL: 'https://convoke.example',
      CORS_ORIGINS: ORIGIN,
    });
    problems.push(...(await everything(production, true)));
    await production.close();
    const twin = await bareExpress();
    return verdict(
      {
        twin_wrong: twin.length,
        twin_cookies_wrong: twinCookies.length,
        kinds_of_answer: CALLS.length,
        spellings: ODD_SPELLINGS.length,
        wrong: problems.length,
        ...(problems.length && { first: problems.slice(0, 8).join('; ') }),
      },
      {
        'every header on every answer': problems.length === 0,
        'the twins fail': twin.length > 0 && twinCookies.length > 0,
      },
    );
  },
};

export default proof;
