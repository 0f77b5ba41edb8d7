import { PasswordsService } from '../../../src/identity/credentials/passwords.service.js';
import { AccountDisabled } from '../../../src/identity/identity.errors.js';
import { ADMIN_COMMANDS } from '../../../src/operator/admin-commands.js';
import type { Questions } from '../../../src/operator/questions.js';
import { Config } from '../../../src/platform/config/config.js';
import { NotFound } from '../../../src/shared/errors.js';
import { apiToken } from '../../support/api-tokens.js';
import { switchMfaOn } from '../../support/authenticator-app.js';
import { eventually } from '../../support/eventually.js';
import { mailsTo } from '../../support/mailbox.js';
import { SamlJourney } from '../../support/saml-journey.js';
import { SamlPeer } from '../../support/saml-peer.js';
import { PASSWORD, world, type Person, type World } from '../../support/world.js';

const SITE = 'https://convoke.example';
const ENTITY = `${SITE}/saml/metadata`;
let bound: World;
const peer = new SamlPeer(
  { acsUrl: `${SITE}/saml/acs`, entityId: ENTITY, logoutUrl: `${SITE}/saml/logout` },
  () => bound.clock.millis(),
);
beforeAll(async () => {
  bound = await world({
    PUBLIC_URL: SITE,
    FRONTEND_URL: 'https://front.example/app',
    SAML_ENTITY_ID: ENTITY,
    SAML_IDP_METADATA: peer.metadata(),
    SSO_REQUIRED_DOMAINS: 'corp.example',
  });
});
beforeEach(() => bound.clock.reset());
afterAll(() => bound.close());

const DOORS = ['auth/login', 'auth/token', 'users/login'].map((path) => `/api/v1/${path}`);

/** Somebody with an address of before. */
async function member({ isAdmin = false } = {}): Promise<Person> {
  const person = isAdmin ? await bound.admin() : await bound.signUp();
  const email = `member${person.id}@corp.example`;
  await bound.db.query('UPDATE identity.accounts SET email = $2 WHERE id = $1', [person.id, email]);
  return { ...person, email };
}
const signIn = async ({ username, email }: Person, path: string, password = PASSWORD) => {
  const { status, body } = await bound.http().post(path, { username, email, password });
  return body.code ? `${status} ${body.code}` : `${status}`;
};

const passwords = () => bound.app.get(PasswordsService, { strict: false });

/** As `npm run admin -- reset-password`, whose one question is answered so. */
function command(address: string, answer: boolean): Promise<string[]> {
  const config = Object.assign(Object.create(bound.app.get(Config)), { databaseUrl: bound.databaseUrl });
  const questions = { confirm: () => Promise.resolve(answer) } as unknown as Questions;
  const asked = { config, databaseUrl: bound.databaseUrl, words: [address], questions };
  return ADMIN_COMMANDS['reset-password']!.run(asked);
}

const recordsOf = ({ id }: Person, action: string) =>
  bound.db.query(
    `SELECT actor_id AS actor FROM platform.audit_log WHERE action = $1 AND subject_id = $2::text`,
    [`identity.${action}`, id],
  );

describe('the doors of passwords, for domains that have to use single sign-on,', () => {
  it('are shut once the password was right', async () => {
    const person = await member();
    for (const door of DOORS) {
      expect(await signIn(person, door, 'Wrong-password-9')).toMatch(/^40[01] /);
      expect(await signIn(person, door)).toBe('403 SSO_REQUIRED');
    }
    const newcomer = { username: 'newcomer', email: 'New@CORP.example', password: PASSWORD };
    const registered = await bound.http().post('/api/v1/users/register', newcomer);
    expect([registered.status, registered.body.code]).toEqual([403, 'SSO_REQUIRED']);
    expect(
      (await new SamlJourney(bound, peer).make({ nameId: 'member', attributes: { email: person.email } }))
        .error,
    ).toBeNull();
    const elsewhere = await bound.signUp();
    for (const door of DOORS) expect(await signIn(elsewhere, door)).toBe('200');
  });

  it('are open to administrators with a second factor', async () => {
    const admin = await member({ isAdmin: true });
    expect(await signIn(admin, DOORS[0]!)).toBe('403 SSO_REQUIRED');
    await switchMfaOn(admin, bound.clock);
    expect(await signIn(admin, DOORS[0]!)).toBe('200');
  });

  it('are open for an hour to whose password an operator has reset', async () => {
    const person = await member();
    const kept = await apiToken(person, ['identity:read']);
    expect(await command(person.email, false)).toEqual(['Nothing was changed.']);
    expect(await signIn(person, DOORS[0]!, PASSWORD)).toBe('403 SSO_REQUIRED');
    const [told, until] = await command(person.email, true);
    const password = /^The password of \S+ is ([\w-]{20})$/.exec(told!)![1]!;
    expect(until).toMatch(/^Until \d{4}-\d\d-\d\dT\d\d:\d\dZ it lets in /);
    const [row] = await bound.db.query<{ until: Date }>(
      'SELECT sso_lifted_until AS until FROM identity.accounts WHERE id = $1',
      [person.id],
    );
    for (const door of DOORS) {
      expect(await signIn(person, door)).toMatch(/^40[01] INVALID_CREDENTIALS/);
      expect(await signIn(person, door, password)).toBe('200');
    }
    await eventually(async () => {
      for (const ended of [person.http, bound.http(kept)])
        expect((await ended.get('/api/v1/users/me')).body.code).toBe('SESSION_ENDED');
    });
    expect(await recordsOf(person, 'password_reset_by_operator')).toEqual([{ actor: null }]);
    bound.clock.set(new Date(row!.until.getTime() - 1));
    expect(await signIn(person, DOORS[0]!, password)).toBe('200');
    bound.clock.set(row!.until);
    for (const door of DOORS) expect(await signIn(person, door, password)).toBe('403 SSO_REQUIRED');
  });

  it('ask an administrator whose password was reset for the second factor, as ever', async () => {
    const admin = await member({ isAdmin: true });
    const app = await switchMfaOn(admin, bound.clock);
    const { password } = await passwords().resetByOperator(admin.id);
    const body = { username: admin.email, password };
    const half = (await bound.http().post(DOORS[0]!, body)).body;
    expect(half).toEqual({ mfa_required: true, mfa_token: expect.any(String) });
    const whole = { mfa_token: half.mfa_token, code: app.next() };
    expect((await bound.http().post('/api/v1/users/mfa/verify', whole)).body.user.id).toBe(admin.id);
    await eventually(async () => {
      const subjects = (await mailsTo(bound, admin.email)).map(({ subject }) => subject);
      expect(subjects).toContain('Your password was changed');
    });
  });

  it('stay shut for who is suspended, unknown or erased', async () => {
    const person = await member();
    const admin = await bound.admin();
    await admin.http.patch(`/api/v1/admin/users/${person.id}`, { status: 'suspended' });
    await expect(command(person.email, true)).rejects.toThrow(AccountDisabled);
    await expect(command('nobody@corp.example', true)).rejects.toThrow(NotFound);
  });
});
