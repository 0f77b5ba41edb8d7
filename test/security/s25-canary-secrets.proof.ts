import { totpAt } from '../support/authenticator-app.js';
import { Browser } from '../support/browser.js';
import { CLIENT, FakeOidcIssuer } from '../support/fake-oidc-issuer.js';
import { SamlPeer } from '../support/saml-peer.js';
import { asSpelt } from '../support/as-spelt.js';
import { createTestDatabase } from '../support/database.js';
import { browserOf } from '../support/cookies.js';
import { Listener } from '../support/listeners.js';
import { mailedToken } from '../support/mailbox.js';
import { signUp, signUpAs, type Person } from '../support/people.js';
import { Product } from '../support/product.js';
import { verdict, type Proof } from '../support/proof.js';
import { plantSlots } from '../support/slots.js';
import { SqlConnection } from '../support/sql.js';
import { ConnectedPrograms, OPEN_ALWAYS } from './connected-programs.js';
import { ODD_COOKIES, ODD_NAMES } from './odd-places.js';
import { sendToPages } from './page-secrets.js';
import { Oidc, Saml } from './sso-protocols.js';
import { files, tables } from './what-is-kept.js';

const PASSWORDS = {
  first: 'Canary-Horse-101',
  second: 'Canary-Horse-202',
  third: 'Canary-Horse-303',
  wrong: 'Canary-Wrong-404',
  weak: 'canary-weak',
};
const APP_SECRET = 'canary-app-secret-of-more-than-32-bytes';
const DAY_MS = 86_400_000;
const SITE = 'https://convoke.example';

interface SsoStage {
  here: Product;
  issuer: FakeOidcIssuer;
  oidc: Oidc;
  saml: Saml;
}

/**
 * Sends secrets through every flow that has one; answers all of them by name, and the error bodies that came
 * back.
 */
class Flows {
  readonly secrets = new Map<string, string>(Object.entries(PASSWORDS));
  readonly answers: string[] = [];

  constructor(
    private readonly product: Product,
    private readonly db: SqlConnection,
    private readonly sso: SsoStage,
    private readonly connected: ConnectedPrograms,
  ) {
    for (const [name, secret] of connected.secrets) this.secrets.set(name, secret);
    this.secrets.set('app secret', APP_SECRET);
    this.secrets.set('client secret', CLIENT.secret);
  }

  async run(): Promise<void> {
    const person = await signUp(this.product.http(), { password: PASSWORDS.first });
    this.keep('tokens', person);
    await this.failedSignIns(person);
    await this.badRequests(person);
    this.answers.push(...(await sendToPages(this.product, person, this.canary.bind(this))));
    await this.sessions(person);
    await this.passwords(person);
    await this.secondFactor();
    await this.singleSignOn();
    await this.bookings();
    await this.programsOfHost();
    await this.metricsAndHealth(person);
  }

  private keep(name: string, { access, refresh }: { access: string; refresh: string }): void {
    this.secrets.set(`${name}: access`, access.split('.')[2]!);
    this.secrets.set(`${name}: refresh`, refresh.split('.')[2]!);
  }

  private async call(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
    const answer = await this.product.http().call(method, path, body, { headers });
    if (answer.status >= 400) this.answers.push(JSON.stringify(answer.body));
    return answer;
  }

  private async failedSignIns({ username, email }: Person): Promise<void> {
    for (const door of ['auth/login', 'users/login', 'auth/token'])
      await this.call('POST', `/api/v1/${door}`, { username, email, password: PASSWORDS.wrong });
    await this.call('POST', '/api/v1/auth/login', { username: PASSWORDS.wrong, password: PASSWORDS.wrong });
    await this.call('POST', '/api/v1/auth/register', { username, email, password: PASSWORDS.weak });
    await this.call('POST', '/api/v1/auth/register', {
      username: 'x',
      email: 'no',
      password: [PASSWORDS.wrong],
    });
  }

  private async badRequests({ access, refresh }: Person): Promise<void> {
    const cut = access.slice(0, -3);
    this.secrets.set('a cut token', cut.split('.')[2]!);
    await this.call('POST', '/api/v1/auth/login', `{"username":"a","password":"${PASSWORDS.wrong}"`);
    await this.call(
      'GET',
      `/api/v1/users/me?token=${access}&password=${PASSWORDS.wrong}&access_token=${access}`,
    );
    await this.call('GET', '/api/v1/users/me', undefined, { authorization: `Bearer ${cut}` });
    await this.call('GET', '/api/v1/users/me', undefined, { authorization: `Basic ${PASSWORDS.wrong}` });
    await this.call('GET', '/api/v1/users/me', undefined, { cookie: `sessionid=${PASSWORDS.wrong}` });
    await this.call('POST', '/api/v1/auth/refresh', { refresh: `${refresh.slice(0, -2)}xx` });
    await this.call('POST', '/api/v1/users/confirm-password-reset', {
      token: PASSWORDS.wrong,
      new_password: PASSWORDS.third,
    });
    await this.call('POST', '/api/v1/oauth/token', { code: PASSWORDS.wrong });
    await this.call('GET', `/oauth/google/login/callback?code=${PASSWORDS.wrong}&state=x`);
    const back = { code: this.canary('the code of a calendar'), state: this.canary('the state of a calendar') };
    const authorization = `Bearer ${access}`;
    for (const provider of ['google_calendar', back.code])
      await this.call('POST', '/api/v1/integrations/oauth/callback', { provider, ...back }, { authorization });
    await this.oddPlaces();
    for (const kind of ['plain', 'socket.io'] as const)
      (await Listener.open(kind, this.product.url, { token: access })).close();
    (await Listener.open('plain', this.product.url, { token: PASSWORDS.wrong })).close();
  }

  /** Where secrets are by somebody's mistake; each place has a canary of its own, which names it. */
  private async oddPlaces(): Promise<void> {
    for (const name of ODD_NAMES) {
      const secret = this.canary(`the query's ${name}`);
      for (const path of ['/no/such/page', '/api/v1/categories', '/api/v1/users/me', '/metrics'])
        await this.call('GET', `${path}?${name}=${secret}`);
    }
    for (const name of ['jwt', 'auth', 'key', 'sessionid', 'state', 'api_key', 'client_secret']) {
      const secret = this.canary(`the body's ${name}`);
      await this.call('POST', '/api/v1/auth/login', {
        [name]: secret,
        username: [],
        nested: { [name]: secret },
      });
    }
    for (const [name, spelt] of ODD_COOKIES) {
      const cookie = spelt.replace('*', this.canary(`the cookie ${name}`));
      await this.call('GET', '/api/v1/users/me', undefined, { cookie });
      await this.call('POST', '/api/v1/auth/logout', {}, { cookie });
      (await Listener.open('plain', this.product.url, { cookie })).close();
    }
    for (const name of [
      'host',
      'x-forwarded-for',
      'x-forwarded-host',
      'x-api-key',
      'proxy-authorization',
      'referer',
    ])
      for (const path of ['/api/v1/users/me', '/no/such/page', '/api/v1/categories', '/']) {
        const { status, text } = await asSpelt(this.product.url, path, {
          [name]: this.canary(`the header ${name}`),
        });
        if (status >= 400) this.answers.push(text);
      }
  }

  private canary(place: string): string {
    const secret = this.secrets.get(place) ?? `Canary-Place-${this.secrets.size}-505`;
    this.secrets.set(place, secret);
    return secret;
  }

  private async sessions({ username, refresh }: Person): Promise<void> {
    const browser = await browserOf(this.product.http(), username, PASSWORDS.first);
    this.secrets.set('session cookie', browser.session);
    await this.call('POST', '/api/v1/auth/logout', {}, { cookie: browser.cookie });
    await this.call('POST', '/api/v1/auth/logout', {}, { cookie: browser.cookie, 'x-csrftoken': browser.csrf });
    const { body } = await this.call('POST', '/api/v1/auth/refresh', { refresh });
    this.keep('rotated', body);
    await this.call('POST', '/api/v1/auth/refresh', { refresh });
  }

  private async passwords(person: Person): Promise<void> {
    const { email, username } = person;
    const verification = await mailedToken(this.product, email, 'verify-email');
    this.secrets.set('verification token', verification);
    await this.call('POST', '/api/v1/users/verify-email', { token: verification });
    await this.call('POST', '/api/v1/users/request-password-reset', { email });
    const reset = await mailedToken(this.product, email, 'reset-password');
    this.secrets.set('reset token', reset);
    await this.call('POST', '/api/v1/users/confirm-password-reset', {
      token: reset,
      new_password: PASSWORDS.second,
    });
    const { body } = await this.call('POST', '/api/v1/auth/login', { username, password: PASSWORDS.second });
    this.keep('after the reset', body);
    const headers = { authorization: `Bearer ${body.access}` };
    await this.programs(headers);
    const change = { old_password: PASSWORDS.second, new_password: PASSWORDS.third };
    await this.call(
      'POST',
      '/api/v1/users/change-password',
      { ...change, old_password: PASSWORDS.wrong },
      headers,
    );
    await this.call('POST', '/api/v1/users/change-password', change, headers);
  }

  private async programs(headers: Record<string, string>): Promise<void> {
    const wanted = { name: 'Canary', scopes: ['identity:read'] };
    const { token } = (await this.call('POST', '/api/v1/users/tokens', wanted, headers)).body;
    this.secrets.set('token for programs', token.slice(12));
    const program = { authorization: `Bearer ${token}` };
    await this.call('GET', '/api/v1/users/me', undefined, program);
    await this.call('GET', '/api/v1/messages', undefined, program);
    await this.call('GET', '/api/v1/users/me', undefined, { authorization: `Bearer ${token.slice(0, -1)}` });
    await this.call('GET', `/api/v1/users/${token}`, undefined, headers);
    await this.call('POST', '/api/v1/users/tokens', { ...wanted, name: [token] }, headers);
    (await Listener.open('plain', this.product.url, { token })).close();
  }

  private async secondFactor(): Promise<void> {
    const person = await signUp(this.product.http(), { password: PASSWORDS.first });
    this.keep('with a second factor', person);
    const headers = { authorization: `Bearer ${person.access}` };
    const mfa = async (path: string, body: object, more = headers) =>
      (await this.call('POST', `/api/v1/users/mfa/${path}`, body, more)).body;
    const { secret } = await mfa('setup', {});
    this.secrets.set('secret of an authenticator app', secret);
    await mfa('enable', { code: secret });
    const { recovery_codes: codes } = await mfa('enable', { code: totpAt(secret, Date.now()) });
    codes.forEach((code: string, n: number) => this.secrets.set(`recovery code ${n}`, code));
    const login = { username: person.username, password: PASSWORDS.first };
    const half = (await this.call('POST', '/api/v1/auth/login', login)).body;
    this.secrets.set('mfa token', half.mfa_token);
    await mfa('verify', { mfa_token: half.mfa_token, code: codes[1] });
    await mfa('verify', { mfa_token: half.mfa_token, recovery_code: this.canary('a wrong recovery code') });
    this.keep(
      'by a recovery code',
      await mfa('verify', { mfa_token: half.mfa_token, recovery_code: codes[0] }),
    );
    await mfa('verify', { mfa_token: half.mfa_token, recovery_code: codes[0] });
    await this.call('GET', `/api/v1/users/me?mfa_token=${half.mfa_token}&code=${codes[2]}`, undefined, headers);
    await this.passkeys(headers);
  }

  private async passkeys(headers: Record<string, string>): Promise<void> {
    const options = (await this.call('POST', '/api/v1/auth/passkey/options', {})).body;
    this.secrets.set('challenge of a passkey', options.challenge);
    const credential = {
      ...{ id: this.canary('id of a passkey'), rawId: 'x', type: 'public-key', clientExtensionResults: {} },
      response: {
        clientDataJSON: this.canary('data of a client'),
        authenticatorData: 'x',
        signature: this.canary('signature of a passkey'),
      },
    };
    await this.call('POST', '/api/v1/auth/passkey', { credential });
    await this.call('POST', '/api/v1/users/passkeys', { name: 'Canary', credential }, headers);
  }

  /** A sign-in of each kind, then the same again with what was used up, and with what never was good. */
  private async singleSignOn(): Promise<void> {
    const { here, oidc, saml, issuer } = this.sso;
    issuer.tricks = { idToken: (token) => (this.secrets.set('id token', token.split('.')[2]!), token) };
    for (const protocol of [oidc, saml]) {
      const browser = new Browser(here.url, here.url);
      const person = { subject: `canary-${protocol.name}`, email: `${protocol.key.provider}@corp.example` };
      const brought = await protocol.agree(browser, { ...person, isChecked: true });
      const { code, error } = await protocol.arrive(browser, brought);
      if (error !== null) throw new Error(`${protocol.name} refused: ${error}`);
      const isOidc = protocol === oidc;
      const back = new URLSearchParams(brought);
      this.secrets.set(`${protocol.name}: sign-in code`, code!);
      if (isOidc)
        for (const name of ['code', 'state']) this.secrets.set(`${protocol.name}: ${name}`, back.get(name)!);
      else this.secrets.set('SAML response', Buffer.from(brought).toString('base64').slice(-200));
      this.secrets.set(`${protocol.name}: cookie`, /sessionid=([^;]+)/.exec(browser.cookieHeader)![1]!);
      this.keep(protocol.name, (await this.call('POST', '/api/v1/oauth/token', { code })).body);
      await this.call('POST', '/api/v1/oauth/token', { code });
      await protocol.arrive(browser, brought);
      await browser.post(isOidc ? '/oidc/logout' : '/saml/logout');
    }
    issuer.tricks = { answers: { token: (response) => void response.writeHead(400).end(PASSWORDS.wrong) } };
    const browser = new Browser(here.url, here.url);
    const person = { subject: 'canary', email: 'canary@corp.example', isChecked: true };
    await oidc.arrive(browser, await oidc.agree(browser, person));
    const names = ['code', 'state', 'id_token', 'SAMLResponse', 'SAMLRequest'];
    for (const path of ['/oidc/callback', '/saml/logout', '/saml/acs'])
      for (const name of names) {
        await this.call('GET', `${path}?${name}=${this.canary(`${name} at ${path}`)}`);
        await this.call('POST', path, { [name]: this.canary(`${name} posted to ${path}`) });
      }
  }

  private async bookings(): Promise<void> {
    const person = await signUp(this.product.http(), { password: PASSWORDS.first });
    this.keep('booker', person);
    const [slot] = await plantSlots(this.db, 1);
    for (let n = 0; n < 2; n++)
      await this.call(
        'POST',
        '/api/v1/bookings',
        { time_slot: slot },
        { authorization: `Bearer ${person.access}` },
      );
  }

  private async programsOfHost(): Promise<void> {
    const host = await signUp(this.product.http(), { password: PASSWORDS.first });
    const verification = await mailedToken(this.product, host.email, 'verify-email');
    await this.call('POST', '/api/v1/users/verify-email', { token: verification });
    await this.db.query(OPEN_ALWAYS, [host.id]);
    const headers = { authorization: `Bearer ${host.access}` };
    const asked = { name: 'Talk', duration: 30 };
    const { body } = await this.call('POST', '/api/v1/events/event-types', asked, headers);
    const start = new Date((Math.floor(Date.now() / DAY_MS) + 2) * DAY_MS).toISOString();
    const bookable = { organizer_slug: body.organizer_slug, event_type_slug: body.slug, start_time: start };
    const keep = (name: string, secret: string) => void this.secrets.set(name, secret);
    const call = this.call.bind(this);
    await this.connected.tell(call, keep, { headers, bookable });
    await this.connected.readCalendars(call, keep, headers);
  }

  private async metricsAndHealth({ username }: Person): Promise<void> {
    const admin = await signUpAs(this.product.http(), this.db, 'admin');
    for (const path of [
      '/metrics',
      '/health',
      '/health/ready',
      '/health/status',
      '/api/v1/admin/audit-log',
      '/api/v1/admin/queues',
    ]) {
      const { body } = await admin.http.get(path);
      this.answers.push(typeof body === 'string' ? body : JSON.stringify(body));
    }
    await this.call('GET', `/api/v1/users?username=${username}`);
  }
}

const proof: Proof = {
  id: 'S25',
  what: 'canary secrets through every flow: none in logs, errors, jobs, metrics, audit rows, outbox or tables',
  async run(_size, progress) {
    const database = await createTestDatabase();
    const issuer = await FakeOidcIssuer.open();
    const addresses = { acsUrl: `${SITE}/saml/acs`, entityId: SITE, logoutUrl: `${SITE}/saml/logout` };
    const peer = new SamlPeer(addresses, () => Date.now());
    const connected = await ConnectedPrograms.open();
    const env = {
      ...connected.env,
      ...{ LOG_LEVEL: 'trace', APP_SECRET, PUBLIC_URL: SITE },
      ...{ OIDC_ISSUER: issuer.url, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret },
      ...{ SAML_ENTITY_ID: SITE, SAML_IDP_METADATA: peer.metadata() },
    };
    const product = await Product.start({ databaseUrl: database.url, env });
    const db = new SqlConnection(database.url);
    try {
      const sso = { here: product, issuer, oidc: new Oidc(product, issuer), saml: new Saml(product, peer) };
      const flows = new Flows(product, db, sso, connected);
      await flows.run();
      await product.terminate();
      const places: [string, string[]][] = [
        ['logs', product.lines],
        ['answers', flows.answers],
        ['tables', await tables(db)],
        ['files', await files(product.dataDir)],
      ];
      progress(places.map(([place, texts]) => `${texts.length} ${place}`).join(', '));
      const search = (secrets: Iterable<[string, string]>) =>
        places.flatMap(([place, texts]) =>
          [...secrets].flatMap(([name, secret]) =>
            texts
              .filter((text) => text.includes(secret))
              .map((text) => `${name} in ${place}: ${text.slice(0, 160)}`),
          ),
        );
      const found = search(flows.secrets);
      const twin = search([['the address of a door, which is logged', '/api/v1/auth/login']]);
      return verdict(
        {
          secrets: flows.secrets.size,
          log_lines: product.lines.length,
          rows: places[2]![1].length,
          error_bodies: flows.answers.length,
          found: found.length,
          twin_found: twin.length,
          ...(found.length && { first: found.slice(0, 6).join(' | ') }),
        },
        {
          'no secret anywhere': found.length === 0,
          'what is there is found': twin.length > 0,
          'there was something to look through': product.lines.length > 20 && places[2]![1].length > 50,
        },
      );
    } finally {
      await product.dispose();
      await Promise.all([issuer.close(), connected.close()]);
      await db.close();
      await database.drop();
    }
  },
};

export default proof;
