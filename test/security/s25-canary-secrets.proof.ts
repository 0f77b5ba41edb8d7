import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
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

const PASSWORDS = {
  first: 'Canary-Horse-101',
  second: 'Canary-Horse-202',
  third: 'Canary-Horse-303',
  wrong: 'Canary-Wrong-404',
  weak: 'canary-weak',
};
const APP_SECRET = 'canary-app-secret-of-more-than-32-bytes';

/** Names of secrets as some client writes them; the framework reads them all alike. */
const ODD_NAMES = [
  ...['token', 'jwt', 'auth', 'key', 'sessionid', 'state', 'api_key', 'Access-Token', 'CODE', 'refresh'],
  ...['t%6fken', '%6awt', '%61uth', 'k%65y', 'session%69d', 'st%61te', 't%256fken', 'user%5Bpassword%5D'],
  ...['user[password]', 'user.password', 'token%00', 'token[]', '+token'],
];
const ODD_COOKIES = [
  ['sessionid', 'sessionid=*'],
  ['sessionid of JSON', 'sessionid=j:["*"]'],
  ['sessionid that is signed', 'sessionid=s:*.x'],
  ['__Host-sessionid', '__Host-sessionid=*'],
  ['csrftoken', 'sessionid=x; csrftoken=*'],
  ['an odd letter', 'sessionid=%*'],
] as const;

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
  ) {
    this.secrets.set('app secret', APP_SECRET);
  }

  async run(): Promise<void> {
    const person = await signUp(this.product.http(), { password: PASSWORDS.first });
    this.keep('tokens', person);
    await this.failedSignIns(person);
    await this.badRequests(person);
    await this.sessions(person);
    await this.passwords(person);
    await this.bookings();
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

/** Everything that every table holds, jobs and outbox among it, as text. */
async function tables(db: SqlConnection): Promise<string[]> {
  const names = await db.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
      WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const { name } of names) {
    const rows = await db.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${name} t`);
    texts.push(...rows.map(({ row }) => `${name}: ${row}`));
  }
  return texts;
}

/** Files of the data folder but for the mails, whose readers are meant to read them. */
async function files(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const kept = entries.filter((entry) => entry.isFile() && !entry.parentPath.endsWith('mail'));
  return Promise.all(
    kept.map(async ({ parentPath, name }) => `${name}: ${await readFile(join(parentPath, name), 'utf8')}`),
  );
}

const proof: Proof = {
  id: 'S25',
  what: 'canary secrets through every flow: none in logs, errors, jobs, metrics, audit rows, outbox or tables',
  async run(_size, progress) {
    const database = await createTestDatabase();
    const product = await Product.start({ databaseUrl: database.url, env: { LOG_LEVEL: 'trace', APP_SECRET } });
    const db = new SqlConnection(database.url);
    try {
      const flows = new Flows(product, db);
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
      await db.close();
      await database.drop();
    }
  },
};

export default proof;
