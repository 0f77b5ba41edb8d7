import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { Controller, Get, Post, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Public, Requires } from '../../../src/platform/auth/access.js';
import { CsrfTokens } from '../../../src/platform/http/pipeline/csrf.js';
import { Operation } from '../../../src/platform/http/openapi/operation.js';
import { currentRequest } from '../../../src/platform/context/request-context.js';
import { testApp, type TestApp } from './test-app.js';

const CONNECTIONS = '/proc/net/tcp';
/** What the system allows at most. */
const MOST_WAITING = '/proc/sys/net/core/somaxconn';

@Controller('api/v1/front')
class FrontController {
  constructor(private readonly csrf: CsrfTokens) {}

  @Get('context')
  @Public()
  @Operation({ summary: 'Context' })
  async context(): Promise<unknown> {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return { ...currentRequest() };
  }

  @Post('context')
  @Public()
  @Operation({ summary: 'Context' })
  afterBody(): unknown {
    return { requestId: currentRequest()?.requestId };
  }

  @Get('csrf')
  @Public()
  @Operation({ summary: 'Token' })
  token(@Res({ passthrough: true }) response: Response): unknown {
    return { csrf_token: this.csrf.issue(response) };
  }

  @Post('change')
  @Requires('user')
  @Operation({ summary: 'Change' })
  change(): unknown {
    return {};
  }

  @Get('long')
  @Public()
  @Operation({ summary: 'Long' })
  long(): unknown {
    return { text: 'long '.repeat(1000) };
  }

  @Get('tagged')
  @Public()
  @Operation({ summary: 'Tagged' })
  tagged(@Res({ passthrough: true }) response: Response): unknown {
    response.setHeader('ETag', '"one"');
    return { text: 'tagged' };
  }
}

const SECURITY = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
};

describe('the front of every request', () => {
  let here: TestApp;
  beforeAll(
    async () =>
      void (here = await testApp([FrontController], {
        CORS_ORIGINS: 'https://app.example.org',
        FRONTEND_URL: 'https://front.example.org/app/',
      })),
  );
  afterAll(() => here.close());

  it.each(['/api/v1/front/context', '/api/v1/nothing', '/health', '/api/docs'])(
    'has its headers: %s',
    async (path) => {
      const { headers } = await here.http.get(path);
      expect(Object.fromEntries(headers)).toMatchObject(SECURITY);
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('content-security-policy')!.includes("'unsafe-inline'")).toBe(path === '/api/docs');
      expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
    },
  );

  it.each([
    ['/api/v1/front/context', 'no-store'],
    ['/api/nothing', 'no-store'],
    ['/health', null],
  ])('says that nothing of the API is to be kept: %s', async (path, expected) => {
    expect((await here.http.get(path)).headers.get('cache-control')).toBe(expected);
  });

  it('takes a sane X-Request-Id and replaces another', async () => {
    const sane = await here.http.post(
      '/api/v1/front/context',
      {},
      { headers: { 'x-request-id': 'trace-1.a' } },
    );
    expect([sane.headers.get('x-request-id'), sane.body.requestId]).toEqual(['trace-1.a', 'trace-1.a']);
    for (const odd of ['a b', 'x'.repeat(129), '"quoted"']) {
      const { headers } = await here.http.get('/api/v1/front/context', { headers: { 'x-request-id': odd } });
      expect(headers.get('x-request-id')).not.toBe(odd);
    }
  });

  it('gives every line of code the request’s context', async () => {
    const { body, headers } = await here
      .as('user-4')
      .get('/api/front/context/', { headers: { 'user-agent': 'tests' } });
    expect(body).toMatchObject({
      requestId: headers.get('x-request-id'),
      ip: '127.0.0.1',
      userAgent: 'tests',
      listShape: 'bare',
      inputs: [],
      callerId: 4,
    });
  });

  it('allows exactly the configured origins', async () => {
    const known = await here.http.get('/api/v1/front/context', {
      headers: { origin: 'https://app.example.org' },
    });
    expect(known.headers.get('access-control-allow-origin')).toBe('https://app.example.org');
    const front = await here.http.get('/api/v1/front/context', {
      headers: { origin: 'https://front.example.org' },
    });
    expect(front.headers.get('access-control-allow-origin')).toBe('https://front.example.org');
    expect(known.headers.get('access-control-allow-credentials')).toBe('true');
    const exposed = known.headers.get('access-control-expose-headers')!.split(',');
    for (const name of ['Content-Disposition', 'X-RateLimit-Remaining']) expect(exposed).toContain(name);
    for (const origin of [
      'https://app.example.org.evil.com',
      'http://app.example.org',
      'http://front.example.org',
      'null',
    ]) {
      const { headers } = await here.http.get('/api/v1/front/context', { headers: { origin } });
      expect(headers.get('access-control-allow-origin')).toBeNull();
    }
    const preflight = await here.http.call('OPTIONS', '/api/v1/front/change', undefined, {
      headers: { origin: 'https://app.example.org', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('X-CSRFToken');
  });

  it('asks who comes by cookie for the token, and who brings a Bearer for none', async () => {
    const session = 'sessionid=user-3';
    const issued = await here.http.get('/api/v1/front/csrf', { headers: { cookie: session } });
    const token = issued.body.csrf_token as string;
    expect(issued.headers.get('set-cookie')).toMatch(
      new RegExp(`csrftoken=${token}; Max-Age=604800; Path=/;.*SameSite=Lax`),
    );
    const cookie = `${session}; csrftoken=${token}`;
    const change = (headers: Record<string, string>) => here.http.post('/api/v1/front/change', {}, { headers });
    const statuses = [
      await change({ cookie, 'x-csrftoken': token }),
      await change({ cookie }),
      await change({ cookie, 'x-csrftoken': `${token}x` }),
      await change({ cookie: 'sessionid=user-3', 'x-csrftoken': token }),
      await change({ cookie: 'sessionid=user-3; csrftoken=', 'x-csrftoken': '' }),
      await change({ cookie: `sessionid=user-4; csrftoken=${token}`, 'x-csrftoken': token }),
      await change({ cookie: `${session}; csrftoken=${'x'.repeat(65)}`, 'x-csrftoken': 'x'.repeat(65) }),
      await change({ cookie, authorization: 'Bearer user-3' }),
    ].map(({ status, body }) => [status, body.code]);
    const failed = [403, 'CSRF_FAILED'];
    expect(statuses).toEqual([[200, undefined], ...Array<unknown>(6).fill(failed), [200, undefined]]);
  });

  it('keeps a token that the browser has for its session, and gives another session another', async () => {
    const issue = async (cookie: string) =>
      (await here.http.get('/api/v1/front/csrf', { headers: { cookie } })).body.csrf_token as string;
    const first = await issue('sessionid=user-3');
    expect(await issue(`sessionid=user-3; csrftoken=${first}`)).toBe(first);
    expect(await issue(`sessionid=user-4; csrftoken=${first}`)).not.toBe(first);
    expect(await issue('sessionid=user-3')).not.toBe(first);
  });

  it('takes no token that was given before anybody had signed in', async () => {
    const early = (await here.http.get('/api/v1/front/csrf')).body.csrf_token as string;
    const headers = { cookie: `sessionid=user-3; csrftoken=${early}`, 'x-csrftoken': early };
    expect((await here.http.post('/api/v1/front/change', {}, { headers })).body.code).toBe('CSRF_FAILED');
  });

  it('compresses what is long, for who asks', async () => {
    const encoding = async (path: string, accepted: string) =>
      (await here.http.get(path, { headers: { 'accept-encoding': accepted } })).headers.get('content-encoding');
    expect(await encoding('/api/v1/front/long', 'gzip')).toBe('gzip');
    expect(await encoding('/api/v1/front/long', 'identity')).toBeNull();
    expect(await encoding('/api/v1/front/context', 'gzip')).toBeNull();
    const { body } = await here.http.get('/api/v1/front/long', { headers: { 'accept-encoding': 'gzip' } });
    expect(body.text).toHaveLength(5000);
  });

  it('answers 304 by a handler’s own ETag', async () => {
    const { status, body } = await here.http.get('/api/v1/front/tagged', {
      headers: { 'if-none-match': '"one"', 'cache-control': 'max-age=0' },
    });
    expect([status, body]).toEqual([304, '']);
  });

  it('answers HEAD without a body', async () => {
    const { status, headers, body } = await here.http.call('HEAD', '/api/v1/front/long');
    expect([status, Number(headers.get('content-length')), body]).toEqual([200, 5011, '']);
  });
});

describe('a crowd', () => {
  const onLinux = existsSync(CONNECTIONS) && existsSync(MOST_WAITING) ? it : it.skip;
  onLinux('that comes at the same moment is not kept waiting before the door', async () => {
    const here = await testApp([FrontController]);
    const port = Number(new URL(here.url).port);
    const crowd = Array.from({ length: 1_000 }, () => connect(port, '127.0.0.1'));
    // All have knocked by then, and nobody was let in: this same thread would have to do it.
    await new Promise(process.nextTick);
    const theirs = `:${port.toString(16).toUpperCase().padStart(4, '0')} 01 `;
    const connected = readFileSync(CONNECTIONS, 'utf8')
      .split('\n')
      .filter((line) => line.includes(theirs));
    crowd.forEach((socket) => socket.destroy());
    await here.close();
    expect(connected.length).toBeGreaterThanOrEqual(
      Math.min(1_000, Number(readFileSync(MOST_WAITING, 'utf8'))),
    );
  });
});

describe('production', () => {
  it('adds HSTS and marks cookies Secure', async () => {
    const here = await testApp([FrontController], { NODE_ENV: 'production' });
    const { headers } = await here.http.get('/api/v1/front/csrf');
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/);
    expect(headers.get('set-cookie')).toContain('Secure');
    await here.close();
  });

  it('adds no HSTS where the operator says so', async () => {
    const here = await testApp([FrontController], { NODE_ENV: 'production', HSTS: 'off' });
    for (const path of ['/api/v1/front/csrf', '/api/docs', '/no/such/page'])
      expect((await here.http.get(path)).headers.get('strict-transport-security')).toBeNull();
    await here.close();
  });
});
