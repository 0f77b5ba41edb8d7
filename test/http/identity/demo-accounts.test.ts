import { createDemoAccounts } from '../../../src/identity/identity.demo.js';
import { IdentityApi } from '../../../src/identity/identity.api.js';
import { PASSWORD, world } from '../../support/world.js';

describe('the demo accounts', () => {
  it('are made once in development, and can sign in', async () => {
    const here = await world({ NODE_ENV: 'development' });
    try {
      const logins = await createDemoAccounts(here.app);
      expect(await createDemoAccounts(here.app)).toEqual(logins);
      expect(logins.map(({ username, role }) => [username, role])).toEqual([
        ['admin', 'admin'],
        ['olivia', 'organizer'],
        ['adam', 'attendee'],
      ]);
      for (const { username, password, role } of logins) {
        const { status, body } = await here.http().post('/api/auth/login/', { username, password });
        expect([status, body.user.user_type, body.user.is_verified]).toEqual([200, role, true]);
      }
      const api = here.app.get(IdentityApi);
      const ids = await api.idsByUsername('DA', 10);
      expect((await api.people(ids)).get(ids[0]!)).toMatchObject({
        username: 'adam',
        fullName: 'Adam Attendee',
      });
      expect((await api.contactsOf(ids)).get(ids[0]!)).toMatchObject({
        email: 'adam@example.com',
        timezone: 'UTC',
      });
    } finally {
      await here.close();
    }
  });

  it('open nothing once their database is used elsewhere', async () => {
    const here = await world({ NODE_ENV: 'development' });
    try {
      const [admin] = await createDemoAccounts(here.app);
      const elsewhere = await world({ DATABASE_URL: here.databaseUrl });
      try {
        const { status, body } = await elsewhere.http().post('/api/auth/token/', admin);
        expect([status, body.code]).toEqual([401, 'INVALID_CREDENTIALS']);
      } finally {
        await elsewhere.close();
      }
    } finally {
      await here.close();
    }
  });

  it('open nothing from another machine, by whichever door, while other accounts are let in', async () => {
    const here = await world({ NODE_ENV: 'development' });
    try {
      const logins = await createDemoAccounts(here.app);
      const somebody = await here.signUp();
      const outside = here.http().with({ 'x-forwarded-for': '127.0.0.1' });
      for (const { username, password } of logins) {
        const doors = [
          ['/api/v1/auth/login', { username, password }, 400],
          ['/api/v1/auth/login', { username: `${username}@example.com`, password }, 400],
          ['/api/v1/auth/token', { username, password }, 401],
          ['/api/users/login/', { username, password }, 401],
        ] as const;
        for (const [door, body, refused] of doors) {
          const { status, body: answer } = await outside.post(door, body);
          expect([door, status, answer.code]).toEqual([door, refused, 'INVALID_CREDENTIALS']);
        }
        expect((await here.http().post('/api/v1/auth/login', { username, password })).status).toBe(200);
      }
      const known = { username: somebody.username, password: PASSWORD };
      expect((await outside.post('/api/v1/auth/login', known)).status).toBe(200);
    } finally {
      await here.close();
    }
  });

  it('are left out where somebody else has their name or address', async () => {
    const here = await world({ NODE_ENV: 'development' });
    try {
      await here.signUp({ username: 'somebody', email: 'adam@example.com' });
      const logins = await createDemoAccounts(here.app);
      expect(logins.map(({ username }) => username)).not.toContain('adam');
    } finally {
      await here.close();
    }
  });

  it('are not told of any more where they open nothing', async () => {
    const here = await world({ NODE_ENV: 'development' });
    try {
      const [admin, olivia, adam] = await createDemoAccounts(here.app);
      const { body } = await here.http().post('/api/v1/auth/login', adam);
      const changed = await here.http(body.access).post('/api/v1/users/change-password', {
        current_password: adam!.password,
        new_password: PASSWORD,
        new_password_confirm: PASSWORD,
      });
      expect(changed.status).toBe(200);
      expect(await createDemoAccounts(here.app)).toEqual([admin, olivia]);
      await here.db.query("UPDATE identity.accounts SET mfa_enabled_at = now() WHERE username = 'olivia'");
      expect(await createDemoAccounts(here.app)).toEqual([admin]);
      await here.db.query("UPDATE identity.accounts SET status = 'suspended' WHERE username = 'admin'");
      expect(await createDemoAccounts(here.app)).toEqual([]);
    } finally {
      await here.close();
    }
  });

  it('are made nowhere else', async () => {
    const here = await world();
    try {
      await expect(createDemoAccounts(here.app)).rejects.toThrow('development only');
    } finally {
      await here.close();
    }
  });
});
