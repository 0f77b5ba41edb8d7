import { mailedToken, mailsTo } from '../../support/mailbox.js';
import { PASSWORD, world, type World } from '../../support/world.js';

let here: World;
beforeAll(async () => {
  here = await world();
});
afterAll(() => here.close());

let count = 0;
const someone = (overrides: object = {}) => {
  const username = `new.person${++count}`;
  return {
    username,
    email: `${username}@example.com`,
    password: PASSWORD,
    first_name: 'New',
    last_name: 'Person',
    ...overrides,
  };
};
const DOORS = ['auth/register', 'users/register', 'users'];
const register = (door: string, body: object) =>
  here.http().post(`/api/v1/${door}`, { password_confirm: PASSWORD, ...body });

describe('registering', () => {
  it('answers tokens and the whole account at auth/register, and sets the session cookie', async () => {
    const body = someone({ timezone: 'Europe/Paris', phone: '+33 1 23' });
    const answer = await register('auth/register', body);
    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      access: expect.any(String),
      refresh: expect.any(String),
      user: expect.any(Object),
    });
    expect(answer.body.user).toEqual({
      id: expect.any(Number),
      username: body.username,
      email: body.email,
      first_name: 'New',
      last_name: 'Person',
      full_name: 'New Person',
      user_type: 'attendee',
      bio: '',
      phone: '+33 1 23',
      avatar: null,
      profile_picture: null,
      website: '',
      organization: '',
      timezone: 'Europe/Paris',
      slug: body.username.replace('.', '-'),
      status: 'pending_verification',
      is_verified: false,
      mfa_enabled: false,
      is_active: true,
      is_organizer: false,
      is_staff: false,
      organizer_requested_at: null,
      date_joined: expect.stringMatching(/Z$/),
      last_login: null,
      profile: {
        twitter: '',
        linkedin: '',
        github: '',
        facebook: '',
        newsletter_subscribed: false,
        notifications_enabled: true,
      },
    });
    const cookies = answer.headers.getSetCookie();
    expect(cookies.find((cookie) => cookie.startsWith('sessionid='))).toMatch(/HttpOnly; SameSite=Lax$/);
    expect((await here.http(answer.body.access).get('/api/auth/user/')).body).toEqual(answer.body.user);
  });

  it('answers the flat body with the token at users/register', async () => {
    const { status, body } = await register('users/register', someone());
    expect(status).toBe(201);
    expect(body).toMatchObject({ first_name: 'New', token: body.access, refresh: expect.any(String) });
    expect(
      (
        await here
          .http()
          .with({ authorization: `Token ${body.token}` })
          .get('/api/users/me/')
      ).status,
    ).toBe(200);
  });

  it('answers the account alone at users, and opens no session', async () => {
    const { status, body, headers } = await register('users', someone({ user_type: 'organizer' }));
    expect(status).toBe(201);
    expect(body).toMatchObject({ user_type: 'organizer', is_organizer: true });
    expect(body).not.toHaveProperty('access');
    expect(headers.getSetCookie()).toEqual([]);
    expect(await here.db.query('SELECT FROM identity.sessions WHERE account_id = $1', [body.id])).toEqual([]);
  });

  it('mails the link that verifies the address', async () => {
    const body = someone({ first_name: '<b>New' });
    await register('auth/register', body);
    await mailedToken(here, body.email, 'verify-email');
    const [mail] = await mailsTo(here, body.email);
    expect(mail!.html).toContain('&lt;b&gt;New');
    expect(mail!.html).not.toContain('<b>');
  });

  it.each(DOORS)('refuses a name or an address that is taken, whatever its case, at %s', async (door) => {
    const first = someone();
    await register('users', first);
    const sameName = await register(door, someone({ username: first.username.toUpperCase() }));
    const sameAddress = await register(door, someone({ email: first.email.toUpperCase() }));
    expect([sameName.status, sameName.body.code]).toEqual([409, 'USERNAME_TAKEN']);
    expect(sameName.body.field_errors).toHaveProperty('username');
    expect([sameAddress.status, sameAddress.body.code]).toEqual([409, 'EMAIL_TAKEN']);
    expect(sameAddress.body.field_errors).toHaveProperty('email');
  });

  it('gives one of many that come at once the name', async () => {
    const body = someone();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, n) => register('users', { ...body, email: `${n}.${body.email}` })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 11 }, () => 409)]);
  });

  it.each([
    ['username', { username: 'a b' }],
    ['username', { username: 'someone@example.com' }],
    ['username', { username: 'api' }],
    ['username', { username: 'Health' }],
    ['username', { username: 17 }],
    ['email', { email: 'nobody' }],
    ['password', { password: 'short1A', password_confirm: 'short1A' }],
    ['password', { password: 'Password1', password_confirm: 'Password1' }],
    ['password', { password: 'admin123', password_confirm: 'admin123' }],
    ['password_confirm', { password_confirm: 'Correct-horse-8' }],
    ['user_type', { user_type: 'admin' }],
    ['user_type', { user_type: 'expert' }],
    ['timezone', { timezone: 'Mars/Olympus' }],
  ])('refuses with 400 and names %s for %j', async (field, overrides) => {
    const { status, body } = await register('users', someone(overrides));
    expect([status, body.code]).toEqual([400, 'VALIDATION_ERROR']);
    expect(Object.keys(body.field_errors)).toContain(field);
  });

  it('names every field at fault', async () => {
    const { body } = await register('users', { email: 'x' });
    expect(Object.keys(body.field_errors).sort()).toEqual(['email', 'password', 'username']);
  });

  it('needs the confirmation at users only', async () => {
    const { status, body } = await here.http().post('/api/v1/users', someone());
    expect([status, Object.keys(body.field_errors)]).toEqual([400, ['password_confirm']]);
  });

  it('lets nobody set what is not theirs to set', async () => {
    const forbidden = {
      id: 1,
      status: 'active',
      is_staff: true,
      is_verified: true,
      email_verified_at: '2020-01-01T00:00:00Z',
      slug: 'mine',
    };
    const { body } = await register(
      'users',
      someone({ ...forbidden, __proto__: { user_type: 'admin' }, password_hash: 'x' }),
    );
    expect(body).toMatchObject({
      status: 'pending_verification',
      is_staff: false,
      organizer_requested_at: null,
      is_verified: false,
      user_type: 'attendee',
    });
    expect(body.slug).not.toBe('mine');
  });

  it('gives two similar names different slugs', async () => {
    const [one, other] = [
      await register('users', someone({ username: 'sim.ilar' })),
      await register('users', someone({ username: 'sim_ilar' })),
    ];
    expect(one.body.slug).toBe('sim-ilar');
    expect(other.body.slug).toMatch(/^sim-ilar-[a-f0-9]{6}$/);
  });

  it('takes no notice of a dead token that comes along', async () => {
    expect((await here.http('dead').post('/api/v1/auth/register', someone())).status).toBe(201);
  });
});
