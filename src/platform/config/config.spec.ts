import { ConfigError, loadConfig } from './config.js';

function problemsOf(env: NodeJS.ProcessEnv): string[] {
  try {
    loadConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

describe('configuration', () => {
  it('needs nothing in development', () => {
    const config = loadConfig({});
    expect(config).toMatchObject({ port: 8000, role: 'all', redisUrl: undefined, accessTokenTtl: 3_600_000 });
    expect(config.rates.booking).toEqual({ count: 10, windowMs: 60_000, window: 'minute' });
    expect([config.publicUrl, config.frontendUrl]).toEqual(['http://localhost:8000', 'http://localhost:8000']);
  });

  it('listens on this machine alone in development, unless HOST says otherwise', () => {
    const production = {
      NODE_ENV: 'production',
      APP_SECRET: 'x'.repeat(32),
      DATABASE_URL: 'postgres://h/d',
    };
    expect(loadConfig({}).host).toBe('127.0.0.1');
    expect(loadConfig({ HOST: '' }).host).toBe('127.0.0.1');
    expect(loadConfig({ HOST: '0.0.0.0' }).host).toBe('0.0.0.0');
    expect(loadConfig(production).host).toBe('0.0.0.0');
    expect(loadConfig({ ...production, HOST: '10.0.0.1' }).host).toBe('10.0.0.1');
  });

  it('names every bad value at once', () => {
    const problems = problemsOf({
      PORT: 'eighty',
      BOOKING_HOLD: '30',
      RATE_LIMIT_ANON: '5',
      APP_SECRET: 'short',
      ROLE: 'x',
    });
    expect(problems.map((problem) => problem.split(' ')[0])).toEqual([
      'PORT',
      'ROLE',
      'APP_SECRET',
      'RATE_LIMIT_ANON',
      'BOOKING_HOLD',
    ]);
  });

  it('refuses production without a secret and a database, and a split role without Redis', () => {
    expect(problemsOf({ NODE_ENV: 'production' })).toHaveLength(2);
    expect(problemsOf({ ROLE: 'worker' }).join()).toMatch(/REDIS_URL.*DATABASE_URL/);
    expect(problemsOf({ ROLE: 'api', REDIS_URL: 'redis://h', DATABASE_URL: 'postgres://h/d' })).toEqual([]);
  });

  it('plays with money outside production, and in production only where it is asked to', () => {
    const production = { NODE_ENV: 'production', APP_SECRET: 'x'.repeat(32), DATABASE_URL: 'postgres://h/d' };
    expect(loadConfig({}).simulatesPayments).toBe(true);
    expect(loadConfig(production).simulatesPayments).toBe(false);
    expect(loadConfig({ ...production, PAYMENTS_SIMULATOR: 'true' }).simulatesPayments).toBe(true);
  });

  it('opens a provider only when id and secret are both set', () => {
    expect(loadConfig({}).google).toBeUndefined();
    expect(loadConfig({ GITHUB_CLIENT_ID: 'a', GITHUB_CLIENT_SECRET: 'b' }).github?.clientId).toBe('a');
  });

  it.each([
    ['TRUST_PROXY', ['true', 'TRUE', 'yes', '10.0.0.0/99', '0.0.0.0/0', '::/0', '10.0.0.0/8/8', 'localhost']],
    ['CORS_ORIGINS', ['*', 'app.example.org', 'https://app.example.org/path', 'https://a.example, b.example']],
    ['DATABASE_REPLICA_URLS', ['foo', 'postgres://h/d,mysql://h/d']],
    ['SITE_NAME', ['<b>', 'x'.repeat(61), 'a\nb']],
    ['MAIL_FROM', ['x', 'Convoke <>', 'a@b\r\nBcc: c@d']],
    ['GOOGLE_CLIENT_SECRET', [undefined]],
    ['STRIPE_WEBHOOK_SECRET', [undefined]],
    ['ADMIN_PASSWORD', [undefined]],
    ['ADMIN_EMAIL', [undefined, 'ada', 'ada@@example.org']],
    ['REGISTRATION', ['off']],
    ['ORGANIZERS', ['closed']],
    ['MEDIA_URL', ['s3://', 's3://a_b', 'https://bucket', 's3://p?x=1', 's3://pics?endpoint=ftp://a']],
    ['AWS_SECRET_ACCESS_KEY', [undefined]],
    ['RETENTION_AUDIT', ['29d', '719h', '0d', 'long']],
  ])('names a bad %s', (name, values) => {
    const others = {
      GOOGLE_CLIENT_SECRET: { GOOGLE_CLIENT_ID: 'a' },
      STRIPE_WEBHOOK_SECRET: { STRIPE_SECRET_KEY: 'a' },
      AWS_SECRET_ACCESS_KEY: { AWS_ACCESS_KEY_ID: 'a' },
      ADMIN_PASSWORD: { ADMIN_EMAIL: 'ada@example.org' },
      ADMIN_EMAIL: { ADMIN_PASSWORD: 'Correct-horse-7' },
    };
    for (const value of values) {
      const problems = problemsOf({ ...others[name as keyof typeof others], [name]: value });
      expect(problems.map((problem) => problem.split(' ')[0])).toEqual([name]);
    }
  });

  it('reads the proxy as hops, addresses or off', () => {
    expect(loadConfig({}).trustProxy).toBe(false);
    expect(loadConfig({ TRUST_PROXY: '2' }).trustProxy).toBe(2);
    expect(loadConfig({ TRUST_PROXY: 'loopback, 10.0.0.1' }).trustProxy).toBe('loopback, 10.0.0.1');
  });
});
