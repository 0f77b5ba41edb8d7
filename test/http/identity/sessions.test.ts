import { eventually } from '../../support/eventually.js';
import { PASSWORD, world, type Person, type World } from '../../support/world.js';

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

const signInAgain = async (userAgent: string) => {
  const body = { username: ada.username, password: PASSWORD };
  return here.http(
    (await here.http().with({ 'user-agent': userAgent }).post('/api/v1/auth/login', body)).body.access,
  );
};

describe('the list of sessions', () => {
  it('shows where one is signed in', async () => {
    await signInAgain('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0');
    const { status, body } = await ada.http.get('/api/users/sessions/');
    expect(status).toBe(200);
    expect(body).toHaveLength(2);
    const [firefox, current] = [
      body.find((each: any) => !each.is_current),
      body.find((each: any) => each.is_current),
    ];
    expect(firefox).toEqual({
      id: expect.any(Number),
      device: 'Firefox on Linux',
      user_agent: expect.stringContaining('Firefox'),
      ip_address: '127.0.0.1',
      created_at: expect.stringMatching(/Z$/),
      last_used_at: expect.stringMatching(/Z$/),
      is_current: false,
      method: 'password',
      mfa: false,
    });
    expect(current.device).toBe('Node.js');
  });

  it('leaves out what was ended or has run out, and what is another’s', async () => {
    const other = await signInAgain('x');
    await other.post('/api/v1/auth/logout');
    await here.signUp();
    expect((await ada.http.get('/api/v1/users/sessions')).body.count).toBe(1);
    here.clock.advance(8 * 24 * 3_600_000);
    const [later] = [
      await here.http().post('/api/v1/auth/login', { username: ada.username, password: PASSWORD }),
    ];
    expect((await here.http(later.body.access).get('/api/v1/users/sessions')).body.count).toBe(1);
  });

  it('knows the last use to about a minute, without a write in each request', async () => {
    const [before] = (await ada.http.get('/api/v1/users/sessions')).body.results;
    here.clock.advance(5 * 60_000);
    await ada.http.get('/api/v1/users/me');
    await eventually(async () => {
      const [after] = (await ada.http.get('/api/v1/users/sessions')).body.results;
      if (after.last_used_at === before.last_used_at) throw new Error('not yet');
    });
  });
});

describe('ending a session', () => {
  it('takes effect at once', async () => {
    const other = await signInAgain('x');
    const session = (await ada.http.get('/api/v1/users/sessions')).body.results.find(
      (each: any) => !each.is_current,
    );
    expect((await other.get('/api/v1/users/me')).status).toBe(200);
    expect((await ada.http.delete(`/api/v1/users/sessions/${session.id}`)).status).toBe(204);
    expect((await other.get('/api/v1/users/me')).status).toBe(401);
    expect((await ada.http.get('/api/v1/users/me')).status).toBe(200);
    expect((await ada.http.delete(`/api/v1/users/sessions/${session.id}`)).status).toBe(404);
  });

  it('is not possible for another’s', async () => {
    const bob = await here.signUp();
    const [session] = (await ada.http.get('/api/v1/users/sessions')).body.results;
    expect((await bob.http.delete(`/api/v1/users/sessions/${session.id}`)).status).toBe(404);
    expect((await bob.http.delete('/api/v1/users/sessions/x')).status).toBe(404);
    expect((await ada.http.get('/api/v1/users/me')).status).toBe(200);
  });
});
