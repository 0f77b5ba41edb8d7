import { adviceFor } from '../../src/platform/config/advice.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { envSchema } from '../../src/platform/config/env-schema.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { Product } from '../support/product.js';
import { LACKING, LEAST, productionPieces } from '../support/production-pieces.js';
import { S3Peer } from '../support/s3-peer.js';
import { SmtpInbox } from '../support/smtp-inbox.js';

const PIECES = productionPieces();
const missesOf = (env: Record<string, string>) =>
  adviceFor(loadConfig(env)).map((line) => /^\w+/.exec(line)![0]);

describe('a production with the least of variables and', () => {
  it('nothing else says what it lacks, and the pieces are all that can be configured', () => {
    expect(missesOf(LEAST)).toEqual(LACKING);
    const named = Object.values(PIECES).flatMap(({ env }) => Object.keys(env));
    expect([...Object.keys(LEAST), ...named].sort()).toEqual(Object.keys(envSchema).sort());
  });

  it.each(Object.entries(PIECES))('%s is another, and says what it lacks', (_, { env, misses = LACKING }) => {
    expect(missesOf({ ...LEAST, ...env })).toEqual(misses);
    const configured = loadConfig({ ...LEAST, ...env });
    const least = loadConfig(LEAST);
    for (const name of Object.keys(env) as (keyof typeof envSchema)[])
      expect([name, configured.env[name]]).not.toEqual([name, least.env[name]]);
  });
});

describe('a production with every piece', () => {
  const ADMIN = PIECES['a first administrator']!.env;
  const APART = ['Redis and a role', 'an address', 'a folder', 'no limits', 'money that is none', 'no HSTS'];
  const METRICS = { authorization: `Bearer ${PIECES['a token of measurements']!.env.METRICS_TOKEN}` };
  const BALANCER = { 'x-forwarded-for': '192.0.2.7', 'x-forwarded-proto': 'https' };
  let database: TestDatabase;
  let inbox: SmtpInbox;
  let bucket: S3Peer;
  let product: Product;
  beforeAll(async () => {
    database = await createTestDatabase();
    inbox = await SmtpInbox.open();
    bucket = await S3Peer.listen();
    const pieces = Object.entries(PIECES).filter(([name]) => !APART.includes(name));
    const env = Object.assign({}, ...pieces.map(([, piece]) => piece.env)) as Record<string, string>;
    product = await Product.start({
      databaseUrl: database.url,
      env: {
        ...{ ...env, ...bucket.env, NODE_ENV: 'production', RATE_LIMITS_ENABLED: 'true', LOG_LEVEL: 'info' },
        ...{ SMTP_URL: inbox.url, DATABASE_REPLICA_URLS: database.url },
      },
    });
  });
  afterAll(async () => {
    await product?.dispose();
    await inbox?.close();
    bucket?.close();
    await database?.drop();
  });

  const signIn = () =>
    product.http().post('/api/v1/auth/login', { username: ADMIN.ADMIN_EMAIL, password: ADMIN.ADMIN_PASSWORD });

  it('lacks nothing', async () => {
    const said = () => product.lines.map((line) => JSON.parse(line) as { level: string; msg: string });
    await eventually(() => expect(said().map(({ msg }) => msg)).toContain('Convoke is ready'));
    expect(said().filter(({ level }) => level !== 'info')).toEqual([]);
  });

  it('lets people in by each provider, and takes the calendars of each', async () => {
    const { body: doors } = await product.http().get('/api/v1/oauth/status');
    for (const door of ['google', 'github', 'oidc', 'saml'])
      expect([door, doors[door].configured]).toEqual([door, true]);
    expect(doors.oidc.providers.map(({ key }: { key: string }) => key)).toEqual(['oidc', 'acme']);
    const { body: session } = await signIn();
    const { body: calendars } = await product.http(session.access).get('/api/v1/integrations/oauth/providers');
    expect(calendars.providers.map(({ configured }: { configured: boolean }) => configured)).toEqual([
      true,
      true,
    ]);
  });

  it('is closed to strangers, has its administrator, and writes from its own address', async () => {
    const person = { username: 'bob', email: 'bob@example.net', password: ADMIN.ADMIN_PASSWORD };
    expect(await product.http().post('/api/v1/auth/register', person)).toMatchObject({
      status: 403,
      body: { code: 'REGISTRATION_CLOSED' },
    });
    expect((await signIn()).body.user).toMatchObject({ user_type: 'admin' });
    await product.http().post('/api/v1/users/request-password-reset', { email: ADMIN.ADMIN_EMAIL });
    await eventually(() => expect(inbox.mails).toHaveLength(1));
    expect(inbox.mails[0]).toMatchObject({
      from: { name: 'Salon Ada', address: 'hello@example.org' },
      to: [{ address: ADMIN.ADMIN_EMAIL }],
      text: expect.stringContaining('https://app.example.org/'),
    });
  });

  it('shows its name, asks for TLS, sends payers to Stripe, and is read by those it names', async () => {
    const page = await fetch(`${product.url}/`, { headers: BALANCER });
    expect(await page.text()).toContain('Salon Ada');
    expect(page.headers.get('strict-transport-security')).toMatch(/max-age=\d{7}/);
    expect(page.headers.get('content-security-policy')).toContain('https://checkout.stripe.com');
    const origin = 'https://shop.example.org';
    const foreign = await fetch(`${product.url}/api/v1/events`, { headers: { ...BALANCER, origin } });
    expect(foreign.headers.get('access-control-allow-origin')).toBe(origin);
  });

  it('is measured from elsewhere by the token alone', async () => {
    const statuses = [BALANCER, { ...BALANCER, ...METRICS }].map(async (headers) => {
      const answer = await fetch(`${product.url}/metrics`, { headers });
      await answer.text();
      return answer.status;
    });
    expect(await Promise.all(statuses)).toEqual([403, 200]);
  });
});
