import { Controller, Get, Post } from '@nestjs/common';
import { Public, Requires } from '../../../src/platform/auth/access.js';
import { Operation } from '../../../src/platform/http/openapi/operation.js';
import { RateLimited, Unlimited } from '../../../src/platform/http/limits/rate-limited.js';
import { testApp, type TestApp } from './test-app.js';

@Controller('api/v1/doors')
class DoorsController {
  @Post('login')
  @Public({ ignoresCredentials: true })
  @RateLimited('login')
  @Operation({ summary: 'A door' })
  login(): unknown {
    return {};
  }

  @Post('other-login')
  @Public({ ignoresCredentials: true })
  @RateLimited('login')
  @Operation({ summary: 'Another door' })
  otherLogin(): never {
    throw new Error('The door jams');
  }

  @Post('book')
  @Requires('user')
  @RateLimited('booking')
  @Operation({ summary: 'Book' })
  book(): unknown {
    return {};
  }

  @Get('open')
  @Public()
  @Operation({ summary: 'Open' })
  open(): unknown {
    return {};
  }

  @Get('mine')
  @Requires('user')
  @Operation({ summary: 'Mine' })
  mine(): unknown {
    return {};
  }

  @Get('uncounted')
  @Public()
  @Unlimited()
  @Operation({ summary: 'Uncounted' })
  uncounted(): unknown {
    return {};
  }
}

const limits = {
  RATE_LIMITS_ENABLED: 'true',
  RATE_LIMIT_ANON: '20/hour',
  RATE_LIMIT_USER: '8/hour',
  RATE_LIMIT_LOGIN: '5/hour',
  TRUST_PROXY: '1',
};
const from = (address: string) => ({ headers: { 'x-forwarded-for': address } });

describe('rate limits', () => {
  let here: TestApp;
  beforeAll(async () => void (here = await testApp([DoorsController], limits)));
  afterAll(() => here.close());

  it('are on every answer, refusals and unknown paths too', async () => {
    const calls = [
      here.http.get('/api/v1/doors/open', from('10.0.0.1')),
      here.http.get('/api/v1/doors/mine', from('10.0.0.1')),
      here.http.get('/api/v1/nowhere', from('10.0.0.1')),
      here.http.post('/api/v1/doors/login', '{', from('10.0.0.1')),
      here.http.get('/api/v1/doors/mine', {
        headers: { ...from('10.0.0.1').headers, authorization: 'Bearer dead' },
      }),
    ];
    const answers = await Promise.all(calls);
    expect(answers.map(({ status }) => status)).toEqual([200, 401, 404, 400, 401]);
    const remaining = answers
      .map(({ headers }) => Number(headers.get('x-ratelimit-remaining')))
      .sort((a, b) => b - a);
    expect(remaining).toEqual([19, 18, 17, 16, 15]);
    for (const { headers } of answers) {
      expect(headers.get('x-ratelimit-limit')).toBe('20');
      expect(Number(headers.get('x-ratelimit-reset')) * 1000).toBeGreaterThan(Date.now());
    }
  });

  it('make the sixth login the first 429, over all doors, failed ones counted', async () => {
    const statuses: number[] = [];
    for (let n = 0; n < 6; n++) {
      const door = n % 2 ? 'other-login' : 'login';
      statuses.push((await here.http.post(`/api/v1/doors/${door}`, {}, from('10.0.0.2'))).status);
    }
    expect(statuses).toEqual([200, 500, 200, 500, 200, 429]);
    expect((await here.http.post('/api/v1/doors/login', {}, from('10.0.0.3'))).status).toBe(200);
  });

  it.each([
    ['ports', (n: number) => `192.0.2.20:${4000 + n}`],
    ['addresses of one network', (n: number) => `2001:db8:7:7::${n}`],
    ['spellings', (n: number) => ['2001:DB8:7:8::1', '2001:0db8:7:8::1', '[2001:db8:7:8::1]:80'][n % 3]!],
    ['mappings', (n: number) => ['192.0.2.21', '::ffff:192.0.2.21', '::FFFF:C000:215'][n % 3]!],
    ['made-up addresses', (n: number) => `${'z'.repeat(100 + n)}, 999.9.9.${n}`],
  ])('give many %s no limits of their own', async (_, address) => {
    const statuses: number[] = [];
    for (let n = 0; n < 6; n++)
      statuses.push((await here.http.post('/api/v1/doors/login', {}, from(address(n)))).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });

  it('say on a 429 when to come back', async () => {
    for (let n = 0; n < 5; n++) await here.http.post('/api/v1/doors/login', {}, from('10.0.0.4'));
    const { status, headers, body } = await here.http.post('/api/v1/doors/login', {}, from('10.0.0.4'));
    expect([status, body.code]).toEqual([429, 'RATE_LIMIT_EXCEEDED']);
    const seconds = Number(headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(3_600);
    expect(headers.get('x-ratelimit-limit')).toBe('5');
    expect(headers.get('x-ratelimit-remaining')).toBe('0');
    expect(body).toMatchObject({
      retry_after: seconds,
      detail: expect.any(String),
      details: { limit: 5, window: '1 hour', reset_at: expect.stringMatching(/Z$/) },
    });
  });

  it('slide: no window of the length holds more, wherever it begins', async () => {
    const login = async () => (await here.http.post('/api/v1/doors/login', {}, from('10.0.0.5'))).status;
    const logins = async (times: number) => {
      const statuses: number[] = [];
      for (let n = 0; n < times; n++) statuses.push(await login());
      return statuses;
    };
    expect(await logins(2)).toEqual([200, 200]);
    here.clock.advance(59 * 60_000);
    expect(await logins(4)).toEqual([200, 200, 200, 429]);
    here.clock.advance(60_000);
    expect(await logins(3)).toEqual([200, 200, 429]);
    here.clock.advance(58 * 60_000);
    expect(await login()).toBe(429);
    here.clock.advance(60_000);
    expect(await logins(4)).toEqual([200, 200, 200, 429]);
    here.clock.reset();
  });

  it('count people by their id wherever they are, strangers by address', async () => {
    for (let n = 0; n < 8; n++) {
      const { status } = await here.as('user-5').get('/api/v1/doors/mine', from(`10.0.1.${n}`));
      expect(status).toBe(200);
    }
    expect((await here.as('user-5').get('/api/v1/doors/mine', from('10.0.1.9'))).status).toBe(429);
    expect((await here.as('user-6').get('/api/v1/doors/mine', from('10.0.1.9'))).status).toBe(200);
  });

  it('show the tightest where two count', async () => {
    const { headers } = await here.as('user-9').post('/api/v1/doors/book', {}, from('10.0.2.1'));
    expect([headers.get('x-ratelimit-limit'), headers.get('x-ratelimit-remaining')]).toEqual(['8', '7']);
  });

  it('leave health, metrics and documentation alone', async () => {
    for (const path of ['/health', '/metrics', '/api/docs', '/api/schema', '/api/v1/doors/uncounted']) {
      const { status, headers } = await here.http.get(path);
      expect([path, status, headers.get('x-ratelimit-limit')]).toEqual([path, 200, null]);
    }
  });
});
