import { randomBytes } from 'node:crypto';
import { CsrfGuard } from '../../src/platform/http/pipeline/csrf.js';
import { ApiDocument, filledPath, type ApiOperation } from '../support/api-document.js';
import { browserOf, cookieOf } from '../support/cookies.js';
import { pagePaths } from '../support/page-routes.js';
import { verdict, type Proof } from '../support/proof.js';
import { Listener } from '../support/listeners.js';
import { changedTables, TableChecksums } from '../support/table-checksums.js';
import { world, type World } from '../support/world.js';

const SAFE = 'GET';
/** Attempts at each operation. */
const TRIES = { quick: 3, full: 8 };

/**
 * How a site of somebody else may try: without the token, with a guess, an old one, or one that it set itself.
 */
function attempts(csrf: string, foreign: string): Record<string, string>[] {
  return [
    {},
    { 'x-csrftoken': randomBytes(32).toString('base64url') },
    { 'x-csrftoken': foreign },
    { 'x-csrftoken': '' },
    { 'x-csrftoken': `${csrf}x` },
    { 'x-csrftoken': csrf.slice(0, -1) },
    { 'x-csrf-token': csrf },
    { 'x-xsrf-token': csrf },
  ];
}

interface Victim {
  browser: Awaited<ReturnType<typeof browserOf>>;
  /** The token of somebody else. */
  foreign: string;
}

/** Somebody in a browser, with all that follows from signing up behind them. */
async function victimOf(here: World): Promise<Victim> {
  const [victim, other] = [await here.signUp(), await here.signUp()];
  const browser = await browserOf(here.http(), victim.username);
  const foreign = (await browserOf(here.http(), other.username)).csrf;
  await here.drainEvents();
  return { browser, foreign };
}

/** Unsafe calls by cookie that were not refused with 403 CSRF_FAILED. */
async function slipped(
  here: World,
  { browser, foreign }: Victim,
  operations: ApiOperation[],
  document: ApiDocument,
  tries = Infinity,
): Promise<string[]> {
  const wrong: string[] = [];
  for (const operation of operations) {
    const path = filledPath(operation, Object.fromEntries(operation.parameters.map(({ name }) => [name, 1])));
    for (const headers of attempts(browser.csrf, foreign).slice(0, tries)) {
      const options = { headers: { cookie: browser.cookie, ...headers } };
      const body = operation.body ? document.exampleBody(operation) : undefined;
      const answer = await here.http().call(operation.method, path, body, options);
      const refused = answer.status === 403 && ['CSRF_FAILED', 'FORBIDDEN'].includes(answer.body.code);
      if (!refused) wrong.push(`${operation.id} with ${JSON.stringify(headers)}: ${answer.status}`);
    }
  }
  return wrong;
}

/** Forms of pages that were sent by cookie from elsewhere, or without the token of this session. */
async function slippedForms(here: World, { browser, foreign }: Victim): Promise<string[]> {
  const wrong: string[] = [];
  const tokens = ['', `csrf_token=${foreign}`, `csrf_token=${browser.csrf}x`];
  const tries = [
    ...tokens.map((body) => ({ origin: here.url, body })),
    { origin: 'https://evil.example', body: `csrf_token=${browser.csrf}` },
  ];
  for (const path of pagePaths('POST'))
    for (const { origin, body } of tries) {
      const answer = await fetch(here.url + path, {
        method: 'POST',
        redirect: 'manual',
        body,
        headers: {
          ...{ origin, cookie: browser.cookie, accept: 'text/html' },
          'content-type': 'application/x-www-form-urlencoded',
        },
      });
      await answer.arrayBuffer();
      if (answer.status !== 403) wrong.push(`POST ${path} with "${body}" from ${origin}: ${answer.status}`);
    }
  return wrong;
}

/** What must work: the token of `auth/csrf` or of the login with the cookie, and a Bearer token without any. */
async function rightful(here: World): Promise<string[]> {
  const person = await here.signUp();
  const browser = await browserOf(here.http(), person.username);
  const { headers, body } = await here
    .http()
    .get('/api/v1/auth/csrf', { headers: { cookie: `sessionid=${browser.session}` } });
  const fresh = cookieOf(headers, 'csrftoken');
  const change = (headers: Record<string, string>) =>
    here.http().patch('/api/v1/users/me', { bio: 'changed' }, { headers });
  const statuses = [
    (await change({ cookie: browser.cookie, 'x-csrftoken': browser.csrf })).status,
    (
      await change({
        cookie: `sessionid=${browser.session}; csrftoken=${fresh}`,
        'x-csrftoken': body.csrf_token,
      })
    ).status,
    (await change({ cookie: browser.cookie, authorization: `Bearer ${person.access}` })).status,
    (await change({ authorization: `Bearer ${person.access}` })).status,
    (await here.http().get('/api/v1/users/me', { headers: { cookie: browser.cookie } })).status,
  ];
  return statuses.every((status) => status === 200) ? [] : [`rightful calls answered ${statuses.join(', ')}`];
}

/** Sockets opened by cookie from pages of somebody else. */
async function socketsFromElsewhere(here: World): Promise<string[]> {
  const browser = await browserOf(here.http(), (await here.signUp()).username);
  const wrong: string[] = [];
  for (const kind of ['plain', 'socket.io'] as const)
    for (const origin of ['https://evil.example', 'null', `${here.url}.evil.example`, undefined]) {
      const listener = await Listener.open(kind, here.url, { cookie: browser.cookie, origin });
      if (listener.isOpen && origin !== undefined) wrong.push(`a ${kind} socket from ${origin} was opened`);
      listener.close();
    }
  return wrong;
}

const proof: Proof = {
  id: 'S11',
  what: 'CSRF in cookie mode: every unsafe operation without the token is refused',
  async run(size) {
    const tries = TRIES[size];
    const here = await world({ LOG_LEVEL: 'silent' });
    const guarded = CsrfGuard.prototype.canActivate;
    try {
      const document = await ApiDocument.read(here.http());
      const operations = document.operations.filter(
        ({ method, access }) => method !== SAFE && (access === 'user' || access === 'admin'),
      );
      const checksums = await TableChecksums.of(here.db);
      const victim = await victimOf(here);
      const before = await checksums.takeAnew();
      const wrong = await slipped(here, victim, operations, document, tries);
      wrong.push(...(await slippedForms(here, victim)));
      const changed = changedTables(before, await checksums.takeAnew());
      wrong.push(...(await rightful(here)), ...(await socketsFromElsewhere(here)));
      CsrfGuard.prototype.canActivate = () => true;
      const twin = await slipped(
        here,
        victim,
        operations.filter(({ access }) => access === 'user').slice(0, 3),
        document,
      );
      return verdict(
        {
          operations: operations.length,
          attempts: operations.length * attempts('', '').slice(0, tries).length,
          not_refused: wrong.length,
          tables_changed: changed.length,
          ...(changed.length && { changed: changed.join(', ') }),
          twin_not_refused: twin.length,
          ...(wrong.length && { first: wrong.slice(0, 5).join('; ') }),
        },
        {
          'all refused, the rightful served': wrong.length === 0,
          'nothing changed': changed.length === 0,
          'the twin fails': twin.length > 0,
        },
      );
    } finally {
      CsrfGuard.prototype.canActivate = guarded;
      await here.close();
    }
  },
};

export default proof;
