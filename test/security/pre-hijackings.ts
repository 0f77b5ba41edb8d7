import { apiToken } from '../support/api-tokens.js';
import { Browser } from '../support/browser.js';
import { mailedToken } from '../support/mailbox.js';
import { PASSWORD, type Person } from '../support/people.js';
import { signedInBrowser } from '../support/proven-people.js';
import type { World } from '../support/world.js';
import type { Protocol, RemoteSubject } from './sso-protocols.js';

let count = 0;

/** Somebody who prepares an account, and the victim who comes later by an organization's provider. */
class Scene {
  readonly victim: RemoteSubject;
  readonly trojan: RemoteSubject = {
    ...{ subject: `trojan-${++count}`, email: `trojan${count}@evil.example`, isChecked: true },
  };
  readonly wrong: string[] = [];

  private constructor(
    readonly here: World,
    readonly protocol: Protocol,
    readonly attacker: Person,
  ) {
    this.victim = { subject: `victim-${++count}`, email: attacker.email, isChecked: true };
  }

  static async set(here: World, protocol: Protocol): Promise<Scene> {
    return new Scene(here, protocol, await here.signUp());
  }

  post(path: string, body: object) {
    return this.here.http().post(`/api/v1/${path}`, body);
  }

  /** The whole way, in a browser of its own; the account that it ends in, or the code of the refusal. */
  async arrive(person: RemoteSubject, browser = this.browser()): Promise<number | string> {
    return this.finish(browser, await this.protocol.agree(browser, person));
  }

  async finish(browser: Browser, brought: string): Promise<number | string> {
    const { error, code } = await this.protocol.arrive(browser, brought);
    return error ?? ((await this.post('oauth/token', { code })).body.user.id as number);
  }

  browser(): Browser {
    return new Browser(this.here.url, this.here.url);
  }

  attackersBrowser(): Promise<Browser> {
    return signedInBrowser(this.here, this.attacker);
  }

  expect(what: string, found: unknown, expected: unknown): void {
    if (JSON.stringify(found) !== JSON.stringify(expected))
      this.wrong.push(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
  }

  async expectTakenOver(): Promise<void> {
    this.expect('the victim arrives', await this.arrive(this.victim), this.attacker.id);
  }
}

/** As Sudhodanan and Paverd name them (2022), and the link of a reset beside them. */
const SCENES = {
  async 'classic-federated merge'(scene: Scene) {
    const { attacker, here } = scene;
    await scene.expectTakenOver();
    const login = { username: attacker.email, password: PASSWORD };
    scene.expect('the old password', (await scene.post('auth/login', login)).status, 400);
    const email = `federated${attacker.id}@example.com`;
    const owner = await scene.arrive({ ...scene.trojan, email });
    const late = { username: `late${attacker.id}`, email, password: PASSWORD };
    scene.expect('registering later', (await scene.post('auth/register', late)).body.code, 'EMAIL_TAKEN');
    scene.expect('the victim again', await scene.arrive({ ...scene.trojan, email }), owner);
    const admin = await here.admin();
    const claim = { subject: `claims-${admin.id}`, email: admin.email, isChecked: true };
    scene.expect('an administrator’s address', await scene.arrive(claim), 'ACCOUNT_EXISTS');
  },

  async 'unexpired session'(scene: Scene) {
    const { attacker, here } = scene;
    const browser = await scene.attackersBrowser();
    const token = await apiToken(attacker, ['identity:read']);
    await scene.expectTakenOver();
    for (const [what, http] of Object.entries({
      'an access token': attacker.http,
      'a cookie': browser,
      'a token for programs': here.http(token),
    }))
      scene.expect(what, (await http.get('/api/v1/users/me')).status, 401);
    const refresh = await scene.post('auth/refresh', { refresh: attacker.refresh });
    scene.expect('a refresh token', refresh.status, 401);
  },

  async 'trojan identifier'(scene: Scene) {
    const { attacker, here, protocol } = scene;
    const link = await scene.arrive(scene.trojan, await scene.attackersBrowser());
    scene.expect('linking before the proof', link, 'ACCOUNT_NOT_VERIFIED');
    const { provider, issuer } = protocol.key;
    await here.db.query(
      `INSERT INTO identity.social_accounts (account_id, provider, issuer, subject, email, connected_at)
       VALUES ($1, $2, $3, $4, $5, now())`,
      [attacker.id, provider, issuer, scene.trojan.subject, scene.trojan.email],
    );
    const begun = await scene.attackersBrowser();
    const second = { ...scene.trojan, subject: `${scene.trojan.subject}-2` };
    const brought = await protocol.agree(begun, second);
    await scene.expectTakenOver();
    scene.expect('a journey begun before', await scene.finish(begun, brought), 'SESSION_ENDED');
    const arrived = await scene.arrive(scene.trojan);
    scene.expect('the planted link', arrived === attacker.id, false);
  },

  async 'unexpired email change'(scene: Scene) {
    const { attacker, here } = scene;
    const email = `changed${attacker.id}@evil.example`;
    await attacker.http.post('/api/v1/users/change-email', { email, password: PASSWORD });
    const token = await mailedToken(here, email, 'verify-email');
    await scene.expectTakenOver();
    const used = await scene.post('users/verify-email', { token });
    scene.expect('the link to another address', used.body.code, 'INVALID_TOKEN');
  },

  async 'non-verifying provider'(scene: Scene) {
    const unchecked = { subject: `unchecked-${++count}`, email: scene.attacker.email, isChecked: false };
    const refusal = 'PROVIDER_EMAIL_NOT_VERIFIED';
    scene.expect('before the victim', await scene.arrive(unchecked), refusal);
    await scene.expectTakenOver();
    scene.expect('after the victim', await scene.arrive(unchecked), refusal);
    const nobodys = { ...unchecked, email: `nobody${unchecked.subject}@example.com` };
    scene.expect('an address of nobody', await scene.arrive(nobodys), refusal);
  },

  async 'unexpired reset'(scene: Scene) {
    const { attacker, here } = scene;
    await scene.post('users/request-password-reset', { email: attacker.email });
    const token = await mailedToken(here, attacker.email, 'reset-password');
    await scene.expectTakenOver();
    const used = await scene.post('users/confirm-password-reset', { token, new_password: 'Strangers-horse-7' });
    scene.expect('the link of a reset', used.body.code, 'INVALID_TOKEN');
  },
};

export type Attack = keyof typeof SCENES;
export const ATTACKS = Object.keys(SCENES) as Attack[];

/** What of an attack was of use to the attacker. */
export async function attack(here: World, protocol: Protocol, name: Attack): Promise<string[]> {
  const scene = await Scene.set(here, protocol);
  await SCENES[name](scene);
  return scene.wrong.map((problem) => `${name} by ${protocol.name}: ${problem}`);
}
