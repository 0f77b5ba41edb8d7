import sharp from 'sharp';
import { PASSWORD } from '../support/people.js';
import { step } from '../support/step.js';
import { world, type World } from '../support/world.js';
import { INSTANT, named, register, type Friend } from './friends.js';

// What GatherHub's document says before and after its gatherings, which are in gathering.test.ts: accounts,
// health, errors and limits.
describe.each([['/api/v1'], ['/api']])('GatherHub’s accounts under %s', (api) => {
  let w: World;
  const at = (path: string) => `${api}${path}`;

  beforeAll(async () => {
    w = await world({
      RATE_LIMITS_ENABLED: 'true',
      RATE_LIMIT_ANON: '100/minute',
      RATE_LIMIT_LOGIN: '5/minute',
      RATE_LIMIT_REGISTRATION: '50/minute',
    });
  });
  afterAll(() => w?.close());

  it('from registering to the limits', async () => {
    let cora: Friend;

    await step('authentication', async () => {
      await step('registers users, each once and with valid fields', async () => {
        cora = await register(w, api, 'cora');
        const again = { username: 'cora', email: 'other@example.com', password: PASSWORD };
        expect((await w.http().post(at('/auth/register/'), again)).status).toBe(409);
        const taken = { username: 'other', email: 'cora@example.com', password: PASSWORD };
        expect((await w.http().post(at('/auth/register/'), taken)).status).toBe(409);
        const { status, body } = await w.http().post(at('/auth/register/'), { username: 'x' });
        expect([status, body.code]).toEqual([400, 'VALIDATION_ERROR']);
        expect(body.details).toMatchObject({ email: [expect.any(String)], password: [expect.any(String)] });
      });

      await step('signs in with name and password', async () => {
        const login = (username: string, password: string) =>
          w.http().post(at('/auth/login/'), { username, password });
        const { status, body } = await login('cora', PASSWORD);
        const user = expect.objectContaining({ ...named(cora), email: 'cora@example.com' });
        expect([status, body]).toEqual([200, expect.objectContaining({ access: expect.any(String), user })]);
        expect((await login('cora', 'Wrong-horse-7')).status).toBe(400);
        const dora = await register(w, api, 'dora');
        const admin = await w.admin();
        await admin.http.patch(`/api/v1/admin/users/${dora.id}`, { status: 'suspended' });
        expect((await login('dora', PASSWORD)).status).toBe(401);
      });

      await step('rotates refresh tokens', async () => {
        const refresh = (token: string) => w.http().post(at('/auth/refresh/'), { refresh: token });
        const { refresh: first } = await register(w, api, 'rex');
        const { status, body } = await refresh(first);
        expect([status, body]).toEqual([200, { access: expect.any(String), refresh: expect.any(String) }]);
        expect(body.refresh).not.toBe(first);
        expect((await refresh('nonsense')).status).toBe(401);
        expect((await refresh(first)).status).toBe(401);
      });

      await step('signs out, and the refresh token is dead', async () => {
        const leaver = await register(w, api, 'lea');
        const { status, body } = await leaver.http.post(at('/auth/logout/'), { refresh: leaver.refresh });
        expect([status, body]).toEqual([200, { message: 'Successfully logged out' }]);
        expect((await w.http().post(at('/auth/refresh/'), { refresh: leaver.refresh })).status).toBe(401);
      });

      await step('shows and changes the profile', async () => {
        const profile = {
          ...named(cora),
          email: 'cora@example.com',
          bio: '',
          avatar: null,
          date_joined: INSTANT,
        };
        const { body } = await cora.http.get(at('/auth/profile/'));
        expect(body).toMatchObject({ ...profile, last_login: INSTANT });
        const changed = await cora.http.put(at('/auth/profile/'), {
          last_name: 'Planner',
          bio: 'Likes picnics',
        });
        expect(changed).toMatchObject({
          status: 200,
          body: { ...profile, last_name: 'Planner', bio: 'Likes picnics' },
        });
        cora.last_name = 'Planner';
        const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: '#3366cc' } });
        const form = new FormData();
        form.append(
          'avatar',
          new Blob([new Uint8Array(await picture.png().toBuffer())], { type: 'image/png' }),
          'a.png',
        );
        expect((await cora.http.put(at('/auth/profile/'), form)).body.avatar).toMatch(/\/media\/.+\.png$/);
      });
    });

    await step('is healthy', async () => {
      const http = w.http();
      expect((await http.get('/health/')).body).toEqual({
        status: 'healthy',
        timestamp: INSTANT,
        version: '1.0.0',
      });
      const check = { status: 'healthy', latency_ms: expect.any(Number) };
      const noRedis = { status: 'not_configured', latency_ms: null };
      const checks = { database: check, redis: noRedis, channels: check };
      expect((await http.get('/health/ready/')).body).toMatchObject({ status: 'healthy', checks });
      expect((await http.get('/health/live/')).body).toMatchObject({ status: 'alive', app_ready: true });
      expect((await http.get('/health/status/')).body).toMatchObject({
        status: 'ok',
        system: { node_version: process.versions.node },
        database: { status: 'connected' },
        cache: { status: 'working' },
      });
    });

    await step('fails in one format, and limits in headers and words', async () => {
      const { body, headers } = await cora.http.get(at('/events/999999999/'));
      expect(body).toMatchObject({ code: 'NOT_FOUND', message: body.error, timestamp: INSTANT });
      for (const name of ['limit', 'remaining', 'reset'])
        expect(headers.get(`x-ratelimit-${name}`)).toMatch(/^\d+$/);
      const login = () => w.http().post(at('/auth/login/'), { username: 'cora', password: 'Wrong-horse-7' });
      let refused = await login();
      for (let tries = 0; tries < 30 && refused.status !== 429; tries++) refused = await login();
      expect(refused).toMatchObject({
        status: 429,
        body: { message: expect.any(String), details: { limit: 5, window: '1 minute', reset_at: INSTANT } },
      });
    });
  });
});
