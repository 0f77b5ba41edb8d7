import { AuditHashChain } from '../../../src/platform/audit/audit-hash-chain.js';
import { eventually } from '../../support/eventually.js';
import { Browser } from '../../support/browser.js';
import { makePublished } from '../../support/ticketed.js';
import { PASSWORD, world, type Person, type World } from '../../support/world.js';

let here: World;
let admin: Person;
let ada: Person;
beforeAll(async () => {
  here = await world();
  admin = await here.admin();
});
beforeEach(async () => {
  ada = await here.signUp();
});
afterAll(() => here.close());

const order = (who: Person, body: object, by = admin) => by.http.patch(`/api/v1/admin/users/${who.id}`, body);

describe('administrators', () => {
  it('alone may come in', async () => {
    for (const path of ['users', 'audit-log', 'statistics']) {
      expect((await ada.http.get(`/api/v1/admin/${path}`)).status).toBe(403);
      expect((await here.http().get(`/api/v1/admin/${path}`)).status).toBe(401);
    }
    expect((await order(ada, { status: 'suspended' }, ada)).status).toBe(403);
  });

  it('see everybody, with addresses, and find them', async () => {
    const bob = await here.signUpAs('organizer');
    const found = async (query: string) =>
      (await admin.http.get(`/api/v1/admin/users?${query}`)).body.results.map((each: any) => each.id);
    expect(await found(`search=${bob.username.slice(0, -1)}`)).toEqual([bob.id]);
    expect(await found(`search=${bob.email}`)).toEqual([bob.id]);
    expect(await found(`email=${bob.email}`)).toEqual([bob.id]);
    expect(await found('user_type=organizer')).toEqual([bob.id]);
    expect((await admin.http.get(`/api/v1/admin/users?search=${bob.username}`)).body.results[0]).toMatchObject({
      email: bob.email,
      status: 'pending_verification',
    });
    await order(bob, { status: 'suspended' });
    expect(await found('status=suspended')).toContain(bob.id);
    expect((await admin.http.get('/api/v1/admin/users?status=erased')).status).toBe(400);
    expect((await admin.http.get('/api/v1/admin/users?ordering=-email&page_size=2')).body.results).toHaveLength(
      2,
    );
  });

  it('end one session of somebody, and no other', async () => {
    const tab = new Browser(here.url, here.url);
    await tab.post('/api/v1/auth/login', { username: ada.username, password: PASSWORD });
    const path = `/api/v1/admin/users/${ada.id}/sessions`;
    const { body } = await admin.http.get(path);
    const [newest, older] = body.sessions.map(({ id }: any) => id).sort((a: number, b: number) => b - a);
    expect((await ada.http.delete(`${path}/${newest}`)).status).toBe(403);
    expect((await admin.http.delete(`/api/v1/admin/users/${admin.id}/sessions/${newest}`)).status).toBe(404);
    expect((await admin.http.delete(`${path}/${newest}`)).status).toBe(204);
    expect((await tab.get('/api/v1/users/me')).status).toBe(401);
    expect((await ada.http.get('/api/v1/users/me')).status).toBe(200);
    expect((await admin.http.get(path)).body.sessions.map(({ id }: any) => id)).toEqual([older]);
    expect((await admin.http.delete(`${path}/${newest}`)).status).toBe(404);
    const log = await admin.http.get(`/api/v1/admin/audit-log?subject_type=session&subject_id=${newest}`);
    expect(log.body.results[0]).toMatchObject({
      ...{ actor: admin.id, action: 'identity.signed_out' },
      details: { because: 'ended_by_admin', account: ada.id },
    });
  });

  it('suspend at once, tokens and cookies, and restore', async () => {
    const tab = new Browser(here.url, here.url);
    await tab.post('/api/v1/auth/login', { username: ada.username, password: PASSWORD });
    expect((await tab.get('/api/v1/users/me')).status).toBe(200);
    expect((await ada.http.get('/api/v1/users/me')).status).toBe(200);
    const { status, body } = await order(ada, { status: 'suspended' });
    expect([status, body.status, body.is_active]).toEqual([200, 'suspended', false]);
    const refused = await ada.http.get('/api/v1/users/me');
    expect([refused.status, refused.body.code]).toEqual([401, 'ACCOUNT_DISABLED']);
    expect((await tab.get('/api/v1/users/me')).status).toBe(401);
    expect((await here.http().post('/api/v1/auth/refresh', { refresh: ada.refresh })).status).toBe(401);
    expect((await order(ada, { status: 'suspended' })).status).toBe(200);

    expect((await order(ada, { status: 'active' })).body).toMatchObject({ status: 'active', is_active: true });
    expect((await ada.http.get('/api/v1/users/me')).status).toBe(401);
    expect(
      (await here.http().post('/api/v1/auth/login', { username: ada.username, password: PASSWORD })).status,
    ).toBe(200);
  });

  it('change roles, which ends the sessions of the old one', async () => {
    expect((await order(ada, { user_type: 'admin' })).body).toMatchObject({
      user_type: 'admin',
      is_staff: true,
    });
    expect((await ada.http.get('/api/v1/users/me')).status).toBe(401);
    const again = await here.http().post('/api/v1/auth/login', { username: ada.username, password: PASSWORD });
    expect((await here.http(again.body.access).get('/api/v1/admin/users')).status).toBe(200);
    await order(ada, { user_type: 'attendee' });
    expect((await here.http(again.body.access).get('/api/v1/admin/users')).status).toBe(401);
  });

  it.each([
    { status: 'erased' },
    { status: 'pending_verification' },
    { user_type: 'expert' },
    { status: null },
  ])('refuse %j', async (body) => {
    expect((await order(ada, body)).status).toBe(400);
  });

  it('do not find who is not there', async () => {
    expect((await admin.http.patch('/api/v1/admin/users/999999', { status: 'active' })).status).toBe(404);
  });

  it('are never all gone, also when two act at once', async () => {
    const alone = await order(admin, { status: 'suspended' });
    expect([alone.status, alone.body.code]).toEqual([409, 'LAST_ADMIN']);
    expect((await order(admin, { user_type: 'organizer' })).body.code).toBe('LAST_ADMIN');
    const second = await here.admin();
    const answers = await Promise.all([
      order(admin, { user_type: 'attendee' }, second),
      order(second, { user_type: 'attendee' }),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const [row] = await here.db.query<{ n: number }>(
      `SELECT count(*) AS n FROM identity.accounts WHERE user_type = 'admin'`,
    );
    expect(row!.n).toBe(1);
    admin = await here.admin();
  });
});

describe('the audit log', () => {
  it('says who did what, when, and from where', async () => {
    await order(ada, { status: 'suspended' });
    await here.app.get(AuditHashChain).seal();
    const { status, body } = await admin.http.get(
      `/api/v1/admin/audit-log?actor=${admin.id}&action=identity.suspended`,
    );
    expect(status).toBe(200);
    expect(body.results[0]).toEqual({
      id: expect.any(Number),
      occurred_at: expect.stringMatching(/Z$/),
      actor: admin.id,
      actor_name: expect.stringContaining('Pat'),
      action: 'identity.suspended',
      subject_type: 'account',
      subject_id: String(ada.id),
      ip_address: '127.0.0.1',
      request_id: expect.any(String),
      details: {},
      hash: expect.stringMatching(/^[a-f0-9]{64}$/),
    });
  });

  it('is filtered by actor, action, kind and day', async () => {
    const count = async (query: string) =>
      (await admin.http.get(`/api/v1/admin/audit-log?${query}`)).body.count;
    const [{ occurred_at }] = (await admin.http.get(`/api/v1/admin/audit-log?actor=${ada.id}`)).body.results;
    const [today, yesterday] = [0, 1].map((days) =>
      new Date(Date.parse(occurred_at) - days * 86_400_000).toISOString().slice(0, 10),
    );
    expect(await count(`actor=${ada.id}`)).toBe(1);
    expect(await count(`actor=${ada.id}&action=identity.registered&subject_type=account&date=${today}`)).toBe(
      1,
    );
    expect(await count(`actor=${ada.id}&date=${yesterday}`)).toBe(0);
    expect(await count(`actor=${ada.id}&subject_type=booking`)).toBe(0);
    expect((await admin.http.get('/api/v1/admin/audit-log?date=yesterday')).status).toBe(400);
    expect((await admin.http.get('/api/v1/admin/audit-log?actor=ada')).status).toBe(400);
  });

  it('cannot be changed', async () => {
    await expect(here.db.query(`UPDATE platform.audit_log SET action = 'x'`)).rejects.toThrow('append-only');
    await expect(here.db.query('DELETE FROM platform.audit_log')).rejects.toThrow('append-only');
  });
});

describe('the statistics', () => {
  it('count people', async () => {
    const read = async () => (await admin.http.get('/api/v1/admin/statistics')).body.users;
    const before = await read();
    const bob = await here.signUp();
    expect(await read()).toEqual({
      total: before.total + 1,
      active: before.active + 1,
      new_last_30_days: before.new_last_30_days + 1,
      new_in_period: before.new_in_period + 1,
      per_day: [{ date: expect.any(String), count: before.new_in_period + 1 }],
    });
    await order(bob, { status: 'suspended' });
    expect(await read()).toMatchObject({
      total: before.total + 1,
      active: before.active,
      new_last_30_days: before.new_last_30_days + 1,
    });
  });

  it('count events to come and events that go on whatever the period, others by their start', async () => {
    const read = async () => {
      const { body } = await admin.http.get(
        '/api/v1/admin/statistics?start_date=2020-01-01&end_date=2020-01-02',
      );
      return body.events;
    };
    const before = await read();
    const organizer = await here.signUpAs('organizer');
    await makePublished(organizer, here.clock.now());
    const running = await makePublished(organizer, here.clock.now());
    await here.db.query(
      `UPDATE collaboration.events SET starts_at = $now::timestamptz - interval '1 hour',
         ends_at = $now::timestamptz + interval '1 hour', registration_deadline = NULL WHERE id = $id`,
      { now: here.clock.now(), id: running.id },
    );
    expect(await read()).toMatchObject({
      ...{ total: before.total, ticketed: before.ticketed, completed: before.completed },
      ...{ upcoming: before.upcoming + 1, ongoing: before.ongoing + 1 },
    });
  });

  it.each([
    'start_date=x',
    'start_date=2026-01-02&end_date=2026-01-01',
    'start_date=2020-01-01&end_date=2026-01-01',
    'end_date=2026-02-30',
  ])('refuse %s', async (query) =>
    expect((await admin.http.get(`/api/v1/admin/statistics?${query}`)).status).toBe(400),
  );
});

describe('an erasure by an administrator', () => {
  it('takes a proof, ends all sessions at once, and stands in the trail in the name of who asked', async () => {
    const chief = await here.admin();
    const erase = (who: Person, body: object, by = chief) =>
      by.http.call('DELETE', `/api/v1/admin/users/${who.id}`, body);
    expect((await erase(ada, { password: PASSWORD }, await here.signUp())).status).toBe(403);
    here.clock.advance(11 * 60_000);
    const bare = await erase(ada, {});
    expect([bare.status, bare.body.code]).toEqual([403, 'REAUTHENTICATION_REQUIRED']);
    const wrong = await erase(ada, { password: 'Not-this-one-7' });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'INVALID_CREDENTIALS']);
    expect((await ada.http.get('/api/v1/users/me')).status).toBe(200);
    expect((await erase(ada, { password: PASSWORD })).status).toBe(204);
    expect((await ada.http.get('/api/v1/users/me')).status).toBe(401);
    expect((await erase(ada, { password: PASSWORD })).status).toBe(404);
    const { body } = await chief.http.get(`/api/v1/admin/audit-log?action=identity.erased&actor=${chief.id}`);
    expect(body.results).toEqual([
      expect.objectContaining({ actor: chief.id, subject_type: 'account', subject_id: String(ada.id) }),
    ]);
    await eventually(async () => {
      const [row] = await here.db.query<{ at: Date | null }>(
        'SELECT erased_at AS at FROM identity.accounts WHERE id = $id',
        { id: ada.id },
      );
      if (row!.at === null) throw new Error('The erasure goes on.');
    });
  });
});
