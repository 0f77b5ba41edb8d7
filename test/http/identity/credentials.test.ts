import { mailedToken, mailsTo } from '../../support/mailbox.js';
import { eventually } from '../../support/eventually.js';
import { PASSWORD, world, type Person, type World } from '../../support/world.js';

const HOUR = 3_600_000;
const NEW = 'Correct-horse-8';
let here: World;
let ada: Person;
beforeAll(async () => {
  here = await world();
});
beforeEach(async () => {
  here.clock.reset();
  ada = await here.signUp();
});
afterAll(() => here.close());

const post = (path: string, body: object) => here.http().post(`/api/v1/users/${path}`, body);
const login = async (username: string, password: string) =>
  (await here.http().post('/api/v1/auth/login', { username, password })).status;
const subjects = async (address: string) => (await mailsTo(here, address)).map(({ subject }) => subject);
const mailed = (address: string, part: string) =>
  eventually(async () =>
    expect((await subjects(address)).some((subject) => subject?.includes(part))).toBe(true),
  );

describe('a mailed link', () => {
  it('verifies the address, once', async () => {
    const token = await mailedToken(here, ada.email, 'verify-email');
    expect((await post('verify-email', { token })).status).toBe(200);
    expect((await ada.http.get('/api/v1/users/me')).body).toMatchObject({
      is_verified: true,
      status: 'active',
    });
    const again = await post('verify-email', { token });
    expect([again.status, again.body.code]).toEqual([400, 'INVALID_TOKEN']);
  });

  it('is good for 24 hours', async () => {
    const token = await mailedToken(here, ada.email, 'verify-email');
    here.clock.advance(24 * HOUR);
    expect((await post('verify-email', { token })).body.code).toBe('INVALID_TOKEN');
    await post('resend-verification', { email: ada.email });
    const newer = await eventually(async () => {
      const latest = await mailedToken(here, ada.email, 'verify-email');
      expect(latest).not.toBe(token);
      return latest;
    });
    expect((await post('verify-email', { token: newer })).status).toBe(200);
  });

  it('works for one of many that come with it at once', async () => {
    const token = await mailedToken(here, ada.email, 'verify-email');
    const answers = await Promise.all(Array.from({ length: 10 }, () => post('verify-email', { token })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  it('is for one purpose', async () => {
    const token = await mailedToken(here, ada.email, 'verify-email');
    expect((await post('confirm-password-reset', { token, new_password: NEW })).body.code).toBe(
      'INVALID_TOKEN',
    );
  });

  it('is kept as a digest, and stands in no job, event or log', async () => {
    const token = await mailedToken(here, ada.email, 'verify-email');
    for (const table of ['platform.outbox', 'platform.audit_log', 'platform.mails', 'identity.mailed_tokens']) {
      const [found] = await here.db.query(`SELECT FROM ${table} t WHERE t::text LIKE $1`, [`%${token}%`]);
      expect(found).toBeUndefined();
    }
  });

  it('is not asked for more than five times an hour', async () => {
    for (let n = 0; n < 8; n++)
      expect((await post('resend-verification', { email: ada.email })).status).toBe(200);
    const [row] = await here.db.query<{ n: number }>(
      'SELECT count(*) AS n FROM identity.mailed_tokens WHERE account_id = $1',
      [ada.id],
    );
    expect(row!.n).toBe(5);
  });
});

describe('a forgotten password', () => {
  it('is set anew by the link, which ends every session', async () => {
    const { status, body } = await post('request-password-reset', { email: ada.email.toUpperCase() });
    expect([status, Object.keys(body)]).toEqual([200, ['message']]);
    const token = await mailedToken(here, ada.email, 'reset-password');
    expect((await post('confirm-password-reset', { token, new_password: NEW })).status).toBe(200);
    expect((await ada.http.get('/api/v1/users/me')).status).toBe(401);
    expect((await here.http().post('/api/v1/auth/refresh', { refresh: ada.refresh })).status).toBe(401);
    expect([await login(ada.username, PASSWORD), await login(ada.username, NEW)]).toEqual([400, 200]);
    expect((await post('confirm-password-reset', { token, new_password: 'Correct-horse-9' })).body.code).toBe(
      'INVALID_TOKEN',
    );
    await mailed(ada.email, 'password was changed');
  });

  it('answers the same, as fast, to an unknown address', async () => {
    const time = async (email: string) => {
      const start = performance.now();
      const { status, body } = await post('request-password-reset', { email });
      return { took: performance.now() - start, said: [status, body] };
    };
    const known = await time(ada.email);
    const unknown = await time('nobody@example.com');
    expect(unknown.said).toEqual(known.said);
    expect(Math.min(known.took, unknown.took)).toBeGreaterThan(145);
    expect((await post('resend-verification', { email: 'nobody@example.com' })).body).toEqual(
      (await post('resend-verification', { email: ada.email })).body,
    );
    expect(await subjects('nobody@example.com')).toEqual([]);
  });

  it('has a link that is good for an hour', async () => {
    await post('request-password-reset', { email: ada.email });
    const token = await mailedToken(here, ada.email, 'reset-password');
    here.clock.advance(HOUR);
    expect((await post('confirm-password-reset', { token, new_password: NEW })).body.code).toBe(
      'INVALID_TOKEN',
    );
  });

  it('does not use the link up for a password that may not be', async () => {
    await post('request-password-reset', { email: ada.email });
    const token = await mailedToken(here, ada.email, 'reset-password');
    const weak = await post('confirm-password-reset', { token, new_password: 'password' });
    expect([weak.status, Object.keys(weak.body.field_errors)]).toEqual([400, ['new_password']]);
    const other = await post('confirm-password-reset', {
      token,
      new_password: NEW,
      new_password_confirm: PASSWORD,
    });
    expect(other.status).toBe(400);
    expect((await post('confirm-password-reset', { token, new_password: NEW })).status).toBe(200);
  });
});

describe('changing the password', () => {
  const change = (body: object) => ada.http.post('/api/v1/users/change-password', body);

  it('ends every other session', async () => {
    const other = await here.http().post('/api/v1/auth/login', { username: ada.username, password: PASSWORD });
    const { status } = await change({ current_password: PASSWORD, new_password: NEW });
    expect(status).toBe(200);
    expect((await ada.http.get('/api/v1/users/me')).status).toBe(200);
    expect((await here.http(other.body.access).get('/api/v1/users/me')).status).toBe(401);
    expect([await login(ada.username, PASSWORD), await login(ada.username, NEW)]).toEqual([400, 200]);
    await mailed(ada.email, 'password was changed');
  });

  it('takes the other name of the current one, and makes links worthless that are under way', async () => {
    await post('request-password-reset', { email: ada.email });
    const token = await mailedToken(here, ada.email, 'reset-password');
    expect((await change({ old_password: PASSWORD, new_password: NEW })).status).toBe(200);
    expect((await post('confirm-password-reset', { token, new_password: PASSWORD })).body.code).toBe(
      'INVALID_TOKEN',
    );
  });

  it('leaves a trace of who gave a wrong password', async () => {
    await change({ current_password: 'Wrong-horse-7', new_password: NEW });
    const [row] = await here.db.query(
      `SELECT action, actor_id AS by, details FROM platform.audit_log WHERE subject_id = $1 ORDER BY id DESC
        LIMIT 1`,
      [String(ada.id)],
    );
    const details = { field: 'current_password' };
    expect(row).toEqual({ action: 'identity.password_refused', by: ada.id, details });
  });

  it.each([
    ['current_password', { current_password: 'Wrong-horse-7', new_password: NEW }],
    ['new_password', { current_password: PASSWORD, new_password: 'short' }],
    ['new_password', { current_password: PASSWORD }],
    ['new_password_confirm', { current_password: PASSWORD, new_password: NEW, new_password_confirm: 'x' }],
  ])('refuses with 400 and names %s for %j', async (field, body) => {
    const answer = await change(body);
    expect([answer.status, Object.keys(answer.body.field_errors)]).toEqual([400, [field]]);
  });
});

describe('changing the address', () => {
  const change = (email: string, password = PASSWORD) =>
    ada.http.post('/api/v1/users/change-email', { email, password });
  const addressOf = async () => (await ada.http.get('/api/v1/users/me')).body.email;

  it('takes effect when the new one is verified, and the old one is told', async () => {
    const next = `next.${ada.email}`;
    expect((await change(next)).status).toBe(200);
    expect(await addressOf()).toBe(ada.email);
    await mailed(ada.email, 'about to change');
    const token = await mailedToken(here, next, 'verify-email');
    expect((await post('verify-email', { token })).status).toBe(200);
    expect((await ada.http.get('/api/v1/users/me')).body).toMatchObject({ email: next, is_verified: true });
    expect([await login(ada.email, PASSWORD), await login(next, PASSWORD)]).toEqual([400, 200]);
  });

  it('refuses a wrong password, one’s own address and another’s', async () => {
    const bob = await here.signUp();
    const wrong = await change('x@example.com', 'Wrong-horse-7');
    expect([wrong.status, wrong.body.code]).toEqual([400, 'INVALID_CREDENTIALS']);
    expect((await change(ada.email)).status).toBe(400);
    expect((await change(bob.email.toUpperCase())).body.code).toBe('EMAIL_TAKEN');
  });

  it('is refused when five mails were asked for within an hour, with the time of the next', async () => {
    for (let n = 0; n < 5; n++) expect((await change(`no${n}.${ada.email}`)).status).toBe(200);
    const { status, body, headers } = await change(`no6.${ada.email}`);
    expect([status, body.code, Number(headers.get('retry-after'))]).toEqual([
      429,
      'TOO_MANY_MAILS',
      body.retry_after,
    ]);
    expect(body).toMatchObject({
      retry_after: expect.any(Number),
      details: { limit: 5, window: '1 hour', reset_at: expect.stringMatching(/Z$/) },
    });
    expect(body.retry_after).toBeGreaterThan(3_500);
    expect(body.retry_after).toBeLessThanOrEqual(3_600);
  });

  it('is refused when somebody else got the address in the meantime', async () => {
    const next = `contested.${ada.email}`;
    await change(next);
    const token = await mailedToken(here, next, 'verify-email');
    await here.signUp({ email: next });
    const { status, body } = await post('verify-email', { token });
    expect([status, body.code]).toEqual([409, 'EMAIL_TAKEN']);
    expect(await addressOf()).toBe(ada.email);
  });

  it('keeps only the latest wish', async () => {
    await change(`one.${ada.email}`);
    const first = await mailedToken(here, `one.${ada.email}`, 'verify-email');
    await change(`two.${ada.email}`);
    expect((await post('verify-email', { token: first })).body.code).toBe('INVALID_TOKEN');
  });
});
