import { PASSWORD } from '../support/people.js';
import { step } from '../support/step.js';
import { world, type Person, type World } from '../support/world.js';

// What the ticketed events' document says of accounts; the rest is in event-hub.test.ts.
describe('the event hub’s accounts', () => {
  let w: World;
  let admin: Person;
  let organizer: Person;

  beforeAll(async () => {
    w = await world();
    [admin, organizer] = [await w.admin(), await w.signUpAs('organizer')];
  });
  afterAll(() => w?.close());

  it('gives a pair of tokens, and a new access token alone', async () => {
    const { username, password } = admin;
    const pair = await w.http().post('/api/auth/token/', { username, password });
    expect(pair).toMatchObject({
      status: 200,
      body: { access: expect.any(String), refresh: expect.any(String) },
    });
    const next = await w.http().post('/api/auth/token/refresh/', { refresh: pair.body.refresh });
    expect(next.status).toBe(200);
    expect(Object.keys(next.body)).toEqual(['access']);
    expect((await w.http().post('/api/auth/token/', { username, password: 'wrong' })).status).toBe(401);
  });

  it('lets users register, be found by name, and change their profile', async () => {
    let john!: Person;
    await step('register', async () => {
      const person = {
        username: 'newuser',
        email: 'newuser@example.com',
        password: PASSWORD,
        password_confirm: PASSWORD,
        first_name: 'John',
        last_name: 'Doe',
        user_type: 'attendee',
      };
      const made = await w.http().post('/api/users/', person);
      expect(made).toMatchObject({ status: 201, body: { username: 'newuser', full_name: 'John Doe' } });
      expect(made.body).toMatchObject({ user_type: 'attendee', email: person.email });
      expect((await w.http().post('/api/users/', { ...person, password_confirm: 'other' })).status).toBe(400);
      const { body } = await w.http().post('/api/auth/token/', { username: 'newuser', password: PASSWORD });
      const http = w.http(body.access);
      john = { ...(await http.get('/api/users/me/')).body, password: PASSWORD, http };
    });

    await step('are listed by name, the caller’s own address alone', async () => {
      const { status, body } = await john.http.get('/api/users/?username=newuser&ordering=-date_joined');
      expect(status).toBe(200);
      expect(body).toEqual([
        expect.objectContaining({ id: john.id, full_name: 'John Doe', user_type: 'attendee' }),
      ]);
      expect((await john.http.get(`/api/users/?email=${organizer.email}`)).body).toEqual([]);
    });

    await step('change their profile and its settings', async () => {
      const changes = { bio: 'Software developer', phone: '+1234567890', website: 'https://johndoe.com' };
      const changed = await john.http.patch('/api/users/me/', { ...changes, organization: 'Tech Company' });
      expect(changed).toMatchObject({ status: 200, body: { ...changes, organization: 'Tech Company' } });
      const settings = { github: 'https://github.com/johndoe', newsletter_subscribed: true };
      expect(await john.http.put('/api/users/update_profile/', settings)).toMatchObject({
        status: 200,
        body: { profile: settings },
      });
      expect((await john.http.put('/api/users/me/', { first_name: 'John' })).status).toBe(200);
    });
  });
});
