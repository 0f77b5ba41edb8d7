import { PASSWORD, world, type Person, type World } from '../../support/world.js';

let here: World;
let ada: Person;
beforeAll(async () => {
  here = await world();
  ada = await here.signUp({ first_name: 'Ada', last_name: 'Byron' });
});
afterAll(() => here.close());

const DOORS: ['put' | 'patch', string][] = [
  ['put', 'users/me'],
  ['patch', 'users/me'],
  ['put', 'auth/profile'],
];

describe('one’s own account', () => {
  it('is the same at its three addresses', async () => {
    const [me, user, profile] = await Promise.all(
      ['users/me', 'auth/user', 'auth/profile'].map((path) => ada.http.get(`/api/v1/${path}`)),
    );
    expect(me!.status).toBe(200);
    expect([user!.body, profile!.body]).toEqual([me!.body, me!.body]);
  });

  it.each(DOORS)('changes what is sent and keeps the rest: %s %s', async (method, path) => {
    const { status, body } = await ada.http[method](`/api/v1/${path}`, {
      bio: `by ${method} ${path}`,
      website: 'https://example.org/ada',
      timezone: 'America/New_York',
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      first_name: 'Ada',
      bio: `by ${method} ${path}`,
      timezone: 'America/New_York',
      website: 'https://example.org/ada',
    });
  });

  it('can be sent back whole', async () => {
    const { body: mine } = await ada.http.get('/api/v1/users/me');
    const { status, body } = await ada.http.put('/api/v1/users/me', mine);
    expect([status, body]).toEqual([200, mine]);
  });

  it('shows its new name to everybody at once', async () => {
    const bob = await here.signUp();
    expect((await bob.http.get(`/api/v1/users/${ada.id}`)).body.full_name).toBe('Ada Byron');
    await ada.http.patch('/api/v1/users/me', { last_name: 'Lovelace' });
    expect((await bob.http.get(`/api/v1/users/${ada.id}`)).body.full_name).toBe('Ada Lovelace');
    await ada.http.patch('/api/v1/users/me', { last_name: 'Byron' });
  });

  it.each(['put', 'patch'] as const)('has links and settings: %s', async (method) => {
    const settings = {
      twitter: 'https://twitter.com/ada',
      newsletter_subscribed: true,
      notifications_enabled: false,
    };
    const { status, body } = await ada.http[method]('/api/v1/users/update_profile', settings);
    expect(status).toBe(200);
    expect(body.profile).toMatchObject({ ...settings, linkedin: '', github: '', facebook: '' });
    expect((await ada.http.patch('/api/v1/users/me', { profile: { twitter: '' } })).body.profile.twitter).toBe(
      '',
    );
  });

  it.each([
    ['website', 'javascript:alert(1)'],
    ['website', 'ftp://example.org'],
    ['avatar', 'javascript:alert(1)'],
    ['avatar', '/etc/passwd'],
    ['profile_picture', 'data:image/png;base64,AAAA'],
    ['timezone', 'Mars/Olympus'],
    ['slug', 'api'],
    ['slug', 'Has Spaces'],
    ['slug', '../up'],
    ['phone', 'call me'],
    ['first_name', 'x'.repeat(151)],
    ['bio', null],
    ['bio', 7],
  ])('refuses %s %j', async (field, value) => {
    const { status, body } = await ada.http.patch('/api/v1/users/me', { [field]: value });
    expect([status, Object.keys(body.field_errors)]).toEqual([400, [field]]);
  });

  it('refuses another’s slug', async () => {
    const bob = await here.signUp();
    const { body } = await bob.http.patch('/api/v1/users/me', { slug: 'taken-by-bob' });
    expect(body.slug).toBe('taken-by-bob');
    const refused = await ada.http.patch('/api/v1/users/me', { slug: 'taken-by-bob' });
    expect([refused.status, refused.body.code]).toEqual([409, 'SLUG_TAKEN']);
  });

  it('lets nobody set what is not theirs to set', async () => {
    const { body: before } = await ada.http.get('/api/v1/users/me');
    const forbidden = {
      id: 1,
      username: 'other',
      email: 'other@example.com',
      user_type: 'admin',
      is_staff: true,
      status: 'suspended',
      is_verified: true,
      password: PASSWORD,
      password_hash: 'x',
      date_joined: '2000-01-01T00:00:00Z',
      balance: 100,
    };
    for (const [method, path] of DOORS) await ada.http[method](`/api/v1/${path}`, forbidden);
    await ada.http.put('/api/v1/users/update_profile', { ...forbidden, profile: forbidden });
    expect((await ada.http.get('/api/v1/users/me')).body).toEqual(before);
  });
});

describe('other people', () => {
  it('are shown without their address, except to administrators', async () => {
    const bob = await here.signUp({ organization: 'Engines' });
    const admin = await here.admin();
    const card = {
      id: bob.id,
      username: bob.username,
      email: null,
      full_name: expect.any(String),
      user_type: 'attendee',
      avatar: null,
      organization: 'Engines',
    };
    expect((await ada.http.get(`/api/v1/users/${bob.id}`)).body).toEqual(card);
    expect((await admin.http.get(`/api/v1/users/${bob.id}`)).body).toEqual({ ...card, email: bob.email });
    expect((await bob.http.get(`/api/v1/users/${bob.id}`)).body).toEqual({ ...card, email: bob.email });
    expect((await ada.http.get('/api/v1/users/999999')).status).toBe(404);
    expect((await ada.http.get('/api/v1/users/somebody')).status).toBe(404);
    expect((await here.http().get(`/api/v1/users/${bob.id}`)).status).toBe(401);
  });

  it('are found by name, ordered and paged', async () => {
    for (const name of ['zoe%1', 'Zoe_2', 'zoe_3'])
      await here.signUp({ username: name.replace('%', '.'), email: `${name.replace('%', '')}@example.com` });
    const names = async (query: string) =>
      (await ada.http.get(`/api/v1/users?${query}`)).body.results.map((each: any) => each.username);
    expect(await names('username=zoe&ordering=username')).toEqual(['zoe.1', 'Zoe_2', 'zoe_3']);
    expect(await names('username=ZOE_&ordering=-username')).toEqual(['zoe_3', 'Zoe_2']);
    expect(await names('username=%25')).toEqual([]);
    const bare = await ada.http.get('/api/users/?username=zoe&ordering=-date_joined&page_size=2');
    expect(bare.body.map((each: any) => each.username)).toEqual(['zoe_3', 'Zoe_2']);
    expect([bare.headers.get('x-total-count'), bare.body.length]).toEqual(['3', 2]);
    expect((await ada.http.get('/api/v1/users?ordering=password_hash')).status).toBe(400);
  });

  it('are found by address by nobody but administrators and themselves', async () => {
    const bob = await here.signUp();
    const admin = await here.admin();
    const found = async (who: Person) =>
      (await who.http.get(`/api/v1/users?email=${bob.email.toUpperCase()}`)).body.count;
    expect([await found(ada), await found(bob), await found(admin)]).toEqual([0, 1, 1]);
  });
});
