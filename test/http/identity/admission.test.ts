import { FirstAdminService } from '../../../src/identity/administration/first-admin.service.js';
import { OperatorService } from '../../../src/identity/administration/operator.service.js';
import { RegistrationInvitations } from '../../../src/identity/admission/registration-invitations.repository.js';
import { SocialSignInService } from '../../../src/identity/social/social-sign-in.service.js';
import { AuditHashChain } from '../../../src/platform/audit/audit-hash-chain.js';
import { Config } from '../../../src/platform/config/config.js';
import { Logger } from '../../../src/platform/observability/logger.js';
import { plantGathering } from '../../support/gatherings.js';
import { signIn } from '../../support/people.js';
import { PASSWORD, world, type Person, type World } from '../../support/world.js';

let here: World;
let admin: Person;
beforeAll(async () => {
  here = await world({
    REGISTRATION: 'invited',
    ORGANIZERS: 'approved',
    ADMIN_EMAIL: 'Rhoda@Example.ORG',
    ADMIN_PASSWORD: PASSWORD,
  });
  admin = await signIn(here.http(), 'rhoda');
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => here.close());

const invite = (email: string) => new RegistrationInvitations().add(here.db, email, here.clock.now());
const bodyOf = (username: string, more: object = {}) => ({
  username,
  email: `${username}@example.org`,
  password: PASSWORD,
  password_confirm: PASSWORD,
  ...more,
});
const register = (username: string, more: object = {}) =>
  here.http().post('/api/v1/auth/register', bodyOf(username, more));
const profile = (username: string, issuer: string) => ({
  provider: issuer ? ('oidc' as const) : ('github' as const),
  issuer,
  subject: username,
  email: `${username}@example.org`,
  emailVerified: true,
  username,
  firstName: '',
  lastName: '',
  avatar: null,
});

describe('the first administrator', () => {
  it('is made by the start that finds none, with a proven address', async () => {
    const { body } = await admin.http.get('/api/v1/users/me');
    expect(body).toMatchObject({
      email: 'rhoda@example.org',
      user_type: 'admin',
      status: 'active',
      is_verified: true,
    });
    const { body: log } = await admin.http.get('/api/v1/admin/audit-log?action=identity.registered');
    expect(log.results).toHaveLength(1);
    expect(log.results[0]).toMatchObject({
      actor: admin.id,
      details: { method: 'operator', user_type: 'admin' },
    });
  });

  it('is the only one that a start makes', async () => {
    await here.app.get(FirstAdminService).onApplicationBootstrap();
    expect((await admin.http.get('/api/v1/admin/users?user_type=admin')).body.count).toBe(1);
  });

  it('has no account taken for it that exists, nor a weak password, and what is missing is said', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const config = here.app.get(Config);
    const startWith = (changes: object) =>
      new FirstAdminService(
        here.app.get(OperatorService),
        Object.assign(Object.create(config), changes),
      ).onApplicationBootstrap();
    await here.db.query(`UPDATE identity.accounts SET user_type = 'organizer' WHERE id = $1`, [admin.id]);
    await startWith({ firstAdmin: undefined, isProduction: true });
    expect(warn.mock.lastCall![0]).toMatch(/Nobody is an administrator: .* npm run admin -- create/);
    await startWith({});
    expect(warn.mock.lastCall![0]).toMatch(/npm run admin -- promote rhoda@example.org$/);
    await startWith({ firstAdmin: undefined, isProduction: false });
    expect(warn).toHaveBeenCalledTimes(2);
    const weak = startWith({ firstAdmin: { email: 'else@example.org', password: 'elsewhere' } });
    await expect(weak).rejects.toMatchObject({ expected: true, message: /^ADMIN_PASSWORD is no good: / });

    const { id } = await here.app.get(OperatorService).find('rhoda');
    await here.app.get(OperatorService).promote(id);
    expect((await admin.http.get('/api/v1/users/me')).status).toBe(401);
    admin = await signIn(here.http(), 'rhoda@example.org');
    const log = await admin.http.get('/api/v1/admin/audit-log?action=identity.user_type_changed');
    expect(log.body.results[0]).toMatchObject({ actor: null, details: { from: 'organizer', to: 'admin' } });
  });

  it('may be followed by others of that name', async () => {
    const again = await here.app
      .get(OperatorService)
      .createAdmin({ email: 'rhoda@two.example', password: PASSWORD });
    expect([again.username, again.slug, again.userType]).toEqual(['rhoda2', 'rhoda2', 'admin']);
    const taken = here.app.get(OperatorService).createAdmin({ email: 'rhoda@two.example', password: PASSWORD });
    await expect(taken).rejects.toMatchObject({ code: 'EMAIL_TAKEN' });
  });
});

describe('where people register by invitation', () => {
  it('nobody else gets an account, at any door', async () => {
    for (const door of ['auth/register', 'users/register', 'users']) {
      const { status, body } = await here.http().post(`/api/v1/${door}`, bodyOf('stranger'));
      expect([status, body.code]).toEqual([403, 'REGISTRATION_CLOSED']);
    }
    for (const issuer of ['', 'https://issuer.example']) {
      const through = here.app.get(SocialSignInService).signIn(profile('stranger', issuer), null);
      await expect(through).rejects.toMatchObject({ code: 'REGISTRATION_CLOSED' });
    }
    expect((await admin.http.get('/api/v1/admin/users?search=stranger')).body.count).toBe(0);
  });

  it('an operator’s invitation is good for one account', async () => {
    await invite('guest@example.org');
    expect((await register('other')).status).toBe(403);
    expect((await register('guest', { email: 'Guest@Example.org' })).status).toBe(201);
    await here.db.query(`UPDATE identity.accounts SET email = 'moved@example.org' WHERE username = 'guest'`);
    expect((await register('guest2', { email: 'guest@example.org' })).body.code).toBe('REGISTRATION_CLOSED');
  });

  it('what failed has not used it up, and a provider’s word counts too', async () => {
    await invite('hugh@example.org');
    expect((await register('guest', { email: 'hugh@example.org' })).body.code).toBe('USERNAME_TAKEN');
    await here.app.get(SocialSignInService).signIn(profile('hugh', ''), null);
    expect((await admin.http.get('/api/v1/admin/users?username=hugh')).body.count).toBe(1);
  });

  it('a gathering that is to come invites, and a cancelled one does not', async () => {
    const gathering = await plantGathering(here, admin, { visibility: 'invited' });
    const emails = ['ines@example.org', 'jo@example.org'];
    const invited = await admin.http.post(`/api/v1/events/${gathering}/invite`, { emails });
    expect(invited.body.invited).toBe(2);
    expect((await register('ines')).status).toBe(201);
    const cancelled = await admin.http.post(`/api/v1/events/${gathering}/cancel`, {});
    expect(cancelled.status).toBe(200);
    expect((await register('jo')).body.code).toBe('REGISTRATION_CLOSED');
  });

  it('and where it is closed, no invitation helps', async () => {
    await invite('kim@example.org');
    const config = here.app.get(Config) as { registration: string };
    config.registration = 'closed';
    expect((await register('kim')).body.code).toBe('REGISTRATION_CLOSED');
    config.registration = 'invited';
    expect((await register('kim')).status).toBe(201);
  });
});

describe('where organizers are approved', () => {
  const ask = async (username: string) => {
    await invite(`${username}@example.org`);
    return (await register(username, { user_type: 'organizer' })).body.user;
  };
  const asking = async () =>
    (await admin.http.get('/api/v1/admin/users?organizer_requested=true')).body.results.map(
      (each: any) => each.username,
    );
  const order = (id: number, user_type: string) => admin.http.patch(`/api/v1/admin/users/${id}`, { user_type });

  it('who asks is an attendee until an administrator agrees', async () => {
    const user = await ask('olga');
    expect(user).toMatchObject({ user_type: 'attendee', is_organizer: false });
    expect(Date.parse(user.organizer_requested_at)).toBe(here.clock.millis());
    expect(await asking()).toEqual(['olga']);
    const { body } = await order(user.id, 'organizer');
    expect(body).toMatchObject({ user_type: 'organizer', is_organizer: true, organizer_requested_at: null });
    expect(await asking()).toEqual([]);
  });

  it('or says no', async () => {
    const user = await ask('pia');
    expect((await order(user.id, 'attendee')).body).toMatchObject({
      user_type: 'attendee',
      organizer_requested_at: null,
    });
    const log = await admin.http.get('/api/v1/admin/audit-log?action=identity.organizer_refused');
    expect(log.body.results[0]).toMatchObject({ actor: admin.id, subject_id: String(user.id) });
  });

  it('who never asked waits for nothing', async () => {
    await invite('quinn@example.org');
    const { user } = (await register('quinn')).body;
    expect([user.user_type, user.organizer_requested_at]).toEqual(['attendee', null]);
  });

  it('and all of it leaves the audit trail whole', async () => {
    await here.app.get(AuditHashChain).seal();
    expect(await here.app.get(AuditHashChain).firstBroken()).toBeNull();
  });
});
