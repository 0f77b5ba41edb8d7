import { apiToken, READ_SCOPES } from '../support/api-tokens.js';
import { Listener } from '../support/listeners.js';
import { mailedToken } from '../support/mailbox.js';
import { verdict, type Proof } from '../support/proof.js';
import { forgetNothing } from './deaf-sessions.js';
import { Keyholder, WAYS, type Entered } from './keyholder.js';
import { FRONTEND, openSsoStage, type SsoStage } from './sso-stage.js';

const NEW_PASSWORD = 'Another-horse-8';
const REGISTRATION = 'the registration';
const PROGRAM = 'a program';

/** A session, or a token for programs, with two sockets. */
interface Credential extends Partial<Entered> {
  name: string;
  access: string;
  sockets: Listener[];
}

interface Held {
  stage: SsoStage;
  holder: Keyholder;
  credentials: Credential[];
}

/** What ends much at once, and what it spares. */
interface Ending {
  what: string;
  spares: string[];
  /** Sign-ins that wait for their code, and for the front end, end with it. */
  endsHalves: boolean;
  by(held: Held): Promise<{ status: number }>;
}

const suspension: Ending = {
  what: 'suspension',
  spares: [],
  endsHalves: true,
  by: async ({ stage, holder }) => {
    const admin = await stage.here.admin();
    return admin.http.patch(`/api/v1/admin/users/${holder.person.id}`, { status: 'suspended' });
  },
};
const lostFactor: Ending = {
  what: 'removal of a lost second factor',
  spares: [PROGRAM],
  endsHalves: true,
  by: async ({ stage, holder }) => {
    const admin = await stage.here.admin();
    return admin.http.post(`/api/v1/admin/users/${holder.person.id}/reset-mfa`, {});
  },
};
const OTHERS: Ending[] = [
  {
    what: 'change of role',
    spares: [],
    endsHalves: true,
    by: async ({ stage, holder }) => {
      const admin = await stage.here.admin();
      return admin.http.patch(`/api/v1/admin/users/${holder.person.id}`, { user_type: 'organizer' });
    },
  },
  {
    what: 'password reset',
    spares: [],
    endsHalves: true,
    by: async ({ stage, holder }) => {
      const { email } = holder.person;
      await holder.post('users/request-password-reset', { email });
      const token = await mailedToken(stage.here, email, 'reset-password');
      return holder.post('users/confirm-password-reset', { token, new_password: NEW_PASSWORD });
    },
  },
  {
    what: 'change of password',
    spares: [REGISTRATION, PROGRAM],
    endsHalves: true,
    by: ({ holder: { person, app } }) => {
      const change = { old_password: person.password, new_password: NEW_PASSWORD, code: app.next() };
      return person.http.post('/api/v1/users/change-password', change);
    },
  },
  {
    what: 'erasure',
    spares: [],
    endsHalves: true,
    by: ({ holder: { person, app } }) => person.http.call('DELETE', '/api/v1/users/me', { code: app.next() }),
  },
];

async function hold(stage: SsoStage): Promise<Held> {
  const { here } = stage;
  const holder = await Keyholder.in(stage);
  const { access, refresh } = holder.person;
  const credentials: Credential[] = [{ name: REGISTRATION, access, refresh, sockets: [] }];
  for (const way of WAYS) credentials.push({ name: way, ...(await holder.enter(way)), sockets: [] });
  credentials.push({ name: PROGRAM, access: await apiToken(holder.person, READ_SCOPES), sockets: [] });
  for (const { access: token, cookie, sockets } of credentials) {
    sockets.push(await Listener.open('plain', here.url, { token, path: '/ws/notifications/' }));
    const browser = cookie === undefined ? { token } : { cookie, origin: FRONTEND };
    sockets.push(await Listener.open('socket.io', here.url, { ...browser, path: '/ws/notifications' }));
  }
  return { stage, holder, credentials };
}

/** The very next request by everything that a credential consists of, and its sockets. */
async function problemsOf({ stage: { here }, credentials }: Held, ended: (name: string) => boolean) {
  const problems: string[] = [];
  for (const each of credentials) {
    const { name, access, cookie, refresh, sockets } = each;
    const expected = ended(name) ? 401 : 200;
    const expect = (what: string, status: number) => {
      if (status !== expected) problems.push(`${what} of ${name}: ${status} instead of ${expected}`);
    };
    expect('token', (await here.http(access).get('/api/v1/users/me')).status);
    if (cookie !== undefined)
      expect('cookie', (await here.http().with({ cookie }).get('/api/v1/users/me')).status);
    if (refresh !== undefined) {
      const { status, body } = await here.http().post('/api/v1/auth/refresh', { refresh });
      expect('refresh', status);
      if (status === 200) each.refresh = body.refresh;
    }
    for (const socket of sockets) {
      if (expected === 401) await socket.cut().catch((error: Error) => problems.push(error.message));
      else if (!socket.isOpen) problems.push(`a ${socket.kind} socket of ${name} ${socket.ended}`);
    }
  }
  return problems;
}

/** The statuses with which what waits for its second half goes on. */
async function finish({ holder }: Held, halves: { mfa_token: string; code: string }): Promise<number[]> {
  const { mfa_token, code } = halves;
  const proof = { mfa_token, recovery_code: holder.app.recoveryCodes[0] };
  return [
    (await holder.post('users/mfa/verify', proof)).status,
    (await holder.post('oauth/token', { code })).status,
  ];
}

async function endAll(stage: SsoStage, { what, spares, endsHalves, by }: Ending): Promise<string[]> {
  const held = await hold(stage);
  const halves = { mfa_token: await held.holder.half(), code: await held.holder.codeBy(stage.oidc) };
  const problems = (await problemsOf(held, () => false)).map((problem) => `before: ${problem}`);
  const { status } = await by(held);
  if (status >= 300) problems.push(`it answered ${status}`);
  problems.push(...(await problemsOf(held, (name) => !spares.includes(name))));
  const finished = await finish(held, halves);
  if (endsHalves && finished.some((each) => each < 400)) problems.push(`halves went on: ${finished}`);
  close(held);
  return problems.map((problem) => `${what}: ${problem}`);
}

/** Each by its own door, while the others go on. */
async function endOneByOne(stage: SsoStage): Promise<string[]> {
  const held = await hold(stage);
  const { here } = stage;
  const ended = new Set<string>();
  const problems: string[] = [];
  for (const { name, access, cookie } of held.credentials.slice(1)) {
    const { status } = await leave(held, name, access, cookie);
    if (status >= 400) problems.push(`leaving ${name} answered ${status}`);
    ended.add(name);
    problems.push(
      ...(await problemsOf(held, (each) => ended.has(each))).map((what) => `${name} left: ${what}`),
    );
  }
  const [{ body }] = [await here.http(held.holder.person.access).get('/api/v1/users/sessions')];
  if (body.count !== 1) problems.push(`${body.count} sessions are listed`);
  close(held);
  return problems;
}

async function leave({ stage: { here }, holder }: Held, name: string, access: string, cookie = '') {
  const browser = here.http().with({ cookie, 'x-csrftoken': /csrftoken=([^;]+)/.exec(cookie)?.[1] ?? '' });
  if (name === 'OpenID Connect') return browser.post('/oidc/logout', {});
  if (name === 'SAML') return browser.post('/saml/logout', {});
  if (name === 'a recovery code') return browser.post('/api/v1/auth/logout', {});
  if (name !== PROGRAM) return here.http(access).post('/api/v1/auth/logout', {});
  const { results } = (await holder.person.http.get('/api/v1/users/tokens')).body;
  return holder.person.http.delete(`/api/v1/users/tokens/${results[0].id}`);
}

function close({ credentials }: Held): void {
  for (const { sockets } of credentials) for (const socket of sockets) socket.close();
}

const proof: Proof = {
  id: 'S9',
  what: 'sessions by a second factor, a passkey or a provider, and programs: refused at once when they end',
  async run(size, progress) {
    const stage = await openSsoStage();
    try {
      const endings = size === 'full' ? [suspension, lostFactor, ...OTHERS] : [lostFactor];
      const problems = await endOneByOne(stage);
      progress('one by one');
      for (const ending of endings) {
        problems.push(...(await endAll(stage, ending)));
        progress(ending.what);
      }
      forgetNothing(stage.here);
      const twin = (await endAll(stage, suspension)).filter((problem) => / 200 instead of 401/.test(problem));
      return verdict(
        {
          ways_in: WAYS.length + 2,
          endings: WAYS.length + 1 + endings.length,
          wrong: problems.length,
          twin_wrong: twin.length,
          ...(problems.length && { first: problems.slice(0, 6).join('; ') }),
        },
        {
          'every dead credential is refused at once, and no other': problems.length === 0,
          'the twin fails': twin.length > 0,
        },
      );
    } finally {
      await stage.close();
    }
  },
};

export default proof;
