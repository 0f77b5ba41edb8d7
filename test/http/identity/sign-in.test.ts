import { PASSWORD, world, type Person, type World } from '../../support/world.js';

let here: World;
let ada: Person;
beforeAll(async () => {
  here = await world();
  ada = await here.signUp();
});
afterAll(() => here.close());

const login = (door: string, body: object) => here.http().post(`/api/v1/${door}`, body);
const DOORS: [string, number][] = [
  ['auth/login', 400],
  ['auth/token', 401],
  ['users/login', 401],
];

describe('signing in', () => {
  it('answers each door’s own body', async () => {
    const body = { username: ada.username, password: PASSWORD };
    const [first, second, third] = [
      await login('auth/login', body),
      await login('auth/token', body),
      await login('users/login', body),
    ];
    expect([first.status, second.status, third.status]).toEqual([200, 200, 200]);
    expect(Object.keys(first.body).sort()).toEqual(['access', 'refresh', 'user']);
    expect(first.body.user).toMatchObject({ id: ada.id, last_login: expect.stringMatching(/Z$/) });
    expect(Object.keys(second.body).sort()).toEqual(['access', 'refresh']);
    expect(third.body).toMatchObject({ id: ada.id, token: third.body.access, refresh: expect.any(String) });
  });

  it.each(['auth/login', 'auth/token', 'users/login'])(
    'takes an address, and any case, at %s',
    async (door) => {
      for (const username of [
        ada.email,
        ada.email.toUpperCase(),
        ada.username.toUpperCase(),
        ` ${ada.username} `,
      ]) {
        expect((await login(door, { username, password: PASSWORD })).status).toBe(200);
      }
      expect((await login(door, { email: ada.email, password: PASSWORD })).status).toBe(200);
    },
  );

  it.each(DOORS)('refuses unknown users and wrong passwords alike at %s, with %d', async (door, status) => {
    const wrong = await login(door, { username: ada.username, password: 'Wrong-horse-7' });
    const unknown = await login(door, { username: 'nobody', password: PASSWORD });
    expect([wrong.status, wrong.body.code]).toEqual([status, 'INVALID_CREDENTIALS']);
    const told = ({ request_id: _, timestamp: __, ...rest }: Record<string, unknown>) => rest;
    expect(told(unknown.body)).toEqual(told(wrong.body));
    expect(wrong.headers.getSetCookie()).toEqual([]);
  });

  it('takes as long for an unknown user as for a wrong password', async () => {
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    const time = async (kind: 'known' | 'unknown', username: string) => {
      const start = performance.now();
      await login('users/login', { username, password: 'Wrong-horse-7' });
      times[kind].push(performance.now() - start);
    };
    // The quickest of each is what the work takes; a busy machine needs some more tries.
    const isAlike = () => {
      const ratio = Math.min(...times.known) / Math.min(...times.unknown);
      return ratio > 0.5 && ratio < 2;
    };
    for (let n = 0; n < 6 || (n < 60 && !isAlike()); n++) {
      await time('known', ada.username);
      await time('unknown', `nobody${n}`);
    }
    expect(isAlike()).toBe(true);
  });

  it('tells only who knows the password that the account is disabled', async () => {
    const bob = await here.signUp();
    const admin = await here.admin();
    await admin.http.patch(`/api/v1/admin/users/${bob.id}`, { status: 'suspended' });
    for (const [door, status] of DOORS) {
      const right = await login(door, { username: bob.username, password: PASSWORD });
      const wrong = await login(door, { username: bob.username, password: 'Wrong-horse-7' });
      expect([right.status, right.body.code]).toEqual([401, 'ACCOUNT_DISABLED']);
      expect([wrong.status, wrong.body.code]).toEqual([status, 'INVALID_CREDENTIALS']);
    }
  });

  it.each([
    {},
    { username: 'a' },
    { password: 'a' },
    { username: 1, password: 2 },
    { username: 'a', password: '' },
  ])('refuses the body %j', async (body) => {
    expect((await login('auth/login', body)).status).toBe(400);
  });

  it('writes every success and failure into the audit trail, without what was typed', async () => {
    const eve = await here.signUp();
    await login('auth/login', { username: eve.username, password: 'Secret-canary-7' });
    await login('auth/login', { username: 'Secret-canary-7', password: 'x' });
    await login('auth/login', { username: eve.username, password: PASSWORD });
    const rows = await here.db.query<{ action: string; subject_id: string | null }>(
      `SELECT action, subject_id, actor_id FROM platform.audit_log WHERE ip_address = '127.0.0.1'
        ORDER BY id DESC LIMIT 3`,
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'identity.signed_in',
      'identity.sign_in_failed',
      'identity.sign_in_failed',
    ]);
    expect([rows[1]!.subject_id, rows[2]!.subject_id]).toEqual([null, String(eve.id)]);
    const [found] = await here.db.query('SELECT FROM platform.audit_log a WHERE a::text LIKE $1', [
      '%Secret-canary-7%',
    ]);
    expect(found).toBeUndefined();
  });
});

describe('with REQUIRE_EMAIL_VERIFICATION', () => {
  it('gives no token before the mailed link was used', async () => {
    const strict = await world({ REQUIRE_EMAIL_VERIFICATION: 'true' });
    try {
      const body = { username: 'bea', email: 'bea@example.com', password: PASSWORD };
      const registered = await strict.http().post('/api/v1/auth/register', body);
      expect([registered.status, Object.keys(registered.body)]).toEqual([201, ['user']]);
      const flat = await strict
        .http()
        .post('/api/v1/users/register', { ...body, username: 'cyd', email: 'cyd@example.com' });
      expect(flat.body).not.toHaveProperty('token');
      for (const door of ['auth/login', 'auth/token', 'users/login']) {
        const early = await strict.http().post(`/api/v1/${door}`, body);
        expect([early.status, early.body.code]).toEqual([403, 'ACCOUNT_NOT_VERIFIED']);
      }
      const { mailedToken } = await import('../../support/mailbox.js');
      const token = await mailedToken(strict, body.email, 'verify-email');
      expect((await strict.http().post('/api/v1/users/verify-email', { token })).status).toBe(200);
      const late = await strict.http().post('/api/v1/auth/login', body);
      expect([late.status, late.body.user.status]).toEqual([200, 'active']);
    } finally {
      await strict.close();
    }
  });
});
