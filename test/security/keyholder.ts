import { halfSignIn, switchMfaOn, type AuthenticatorApp } from '../support/authenticator-app.js';
import { Browser } from '../support/browser.js';
import { cookieOf } from '../support/cookies.js';
import type { Answer } from '../support/http.js';
import type { Person } from '../support/people.js';
import { verified } from '../support/proven-people.js';
import { SoftwarePasskey } from '../support/software-passkey.js';
import type { Protocol } from './sso-protocols.js';
import { FRONTEND, type SsoStage } from './sso-stage.js';

/** A session as somebody holds it who has just come in. */
export interface Entered {
  access: string;
  refresh: string;
  /** The `Cookie` header of the browser. */
  cookie: string;
}

export const WAYS = [
  'a code',
  'a recovery code',
  'a passkey',
  'a passkey after the password',
  'OpenID Connect',
  'SAML',
] as const;
export type Way = (typeof WAYS)[number];

/** Somebody with everything that one signs in by. */
export class Keyholder {
  private constructor(
    readonly stage: SsoStage,
    /** With the session of the registration. */
    readonly person: Person,
    readonly app: AuthenticatorApp,
    readonly passkey: SoftwarePasskey,
  ) {}

  static async in(stage: SsoStage): Promise<Keyholder> {
    const { here } = stage;
    const person = await verified(here);
    // It counts nothing: an answer shown again is refused for its challenge, or not at all.
    const passkey = new SoftwarePasskey(FRONTEND, true);
    const options = (await person.http.post('/api/v1/users/passkeys/options', {})).body;
    const key = { name: 'A key', credential: passkey.create(options) };
    const { status } = await person.http.post('/api/v1/users/passkeys', key);
    if (status !== 201) throw new Error(`A passkey answered ${status}.`);
    return new Keyholder(stage, person, await switchMfaOn(person, here.clock), passkey);
  }

  /** Comes in anew. */
  enter(by: Way): Promise<Entered> {
    if (by === 'OpenID Connect') return this.byProvider(this.stage.oidc);
    if (by === 'SAML') return this.byProvider(this.stage.saml);
    if (by === 'a passkey') return this.byPasskey();
    if (by === 'a passkey after the password') return this.byPasskeyToo();
    return this.byCode(by);
  }

  half(): Promise<string> {
    return halfSignIn(this.stage.here, this.person);
  }

  /** The one-time code that a provider's journey brings to the front end. */
  async codeBy(protocol: Protocol, browser = this.browser()): Promise<string> {
    const { id: subject, email } = this.person;
    const brought = await protocol.agree(browser, { subject: `s-${subject}`, email, isChecked: true });
    const { code, error } = await protocol.arrive(browser, brought);
    if (code === null) throw new Error(`${protocol.name} refused: ${error}`);
    return code;
  }

  async challenge(mfaToken?: string): Promise<{ challenge: string; rpId: string }> {
    const body = mfaToken === undefined ? {} : { mfa_token: mfaToken };
    return (await this.post('auth/passkey/options', body)).body;
  }

  /** Without credentials. */
  post(path: string, body: object): Promise<Answer> {
    return this.stage.here.http().post(`/api/v1/${path}`, body);
  }

  private async byCode(way: 'a code' | 'a recovery code'): Promise<Entered> {
    const proof =
      way === 'a code' ? { code: this.app.next() } : { recovery_code: this.app.recoveryCodes.shift() };
    return entered(await this.post('users/mfa/verify', { mfa_token: await this.half(), ...proof }));
  }

  private async byPasskey(): Promise<Entered> {
    const credential = this.passkey.get(await this.challenge());
    return entered(await this.post('auth/passkey', { credential }));
  }

  private async byPasskeyToo(): Promise<Entered> {
    const mfa_token = await this.half();
    const credential = this.passkey.get(await this.challenge(mfa_token));
    return entered(await this.post('auth/passkey', { credential, mfa_token }));
  }

  private async byProvider(protocol: Protocol): Promise<Entered> {
    const browser = this.browser();
    const { status, body } = await this.post('oauth/token', { code: await this.codeBy(protocol, browser) });
    if (status !== 200) throw new Error(`The code of ${protocol.name} answered ${status}.`);
    return { access: body.access, refresh: body.refresh, cookie: browser.cookieHeader };
  }

  private browser(): Browser {
    const { url } = this.stage.here;
    return new Browser(url, url);
  }
}

function entered({ status, body, headers }: Answer): Entered {
  if (status !== 200 || !body.access) throw new Error(`Coming in answered ${status} ${JSON.stringify(body)}`);
  const names = ['sessionid', 'csrftoken'];
  const cookie = names.map((name) => `${name}=${cookieOf(headers, name)}`).join('; ');
  return { access: body.access, refresh: body.refresh, cookie };
}
