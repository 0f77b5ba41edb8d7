import { apiToken, READ_SCOPES } from '../support/api-tokens.js';
import { browserOf, type Browser } from '../support/cookies.js';
import { mailedToken } from '../support/mailbox.js';
import { PASSWORD, signIn, type Person } from '../support/people.js';
import { verdict, type Proof } from '../support/proof.js';
import { Listener, type SocketKind } from '../support/listeners.js';
import { world, type World } from '../support/world.js';
import { forgetNothing } from './deaf-sessions.js';

/** Two sessions by token, one by cookie, a token for programs, and sockets of all. */
interface Held {
  person: Person;
  second: Person;
  browser: Browser;
  program: string;
  /** Of each of the four. */
  sockets: Listener[][];
}

/** A page of the configured front end. */
const ORIGIN = 'http://localhost:3000';
/** Of every kind and feed that is not open to all. */
const SOCKETS: [SocketKind, string][] = [
  ['plain', '/ws/calendar/'],
  ['socket.io', '/ws/calendar'],
  ['plain', '/ws/'],
  ['plain', '/ws/chat/1/'],
  ['socket.io', '/ws/chat'],
  ['plain', '/ws/notifications/'],
  ['socket.io', '/ws/notifications'],
];
const NEW_PASSWORD = 'Another-horse-8';

/** What ends sessions, and which of the four it leaves alive. */
const ENDINGS: {
  what: string;
  spares?: 'first' | 'others';
  sparesPrograms?: true;
  by(here: World, held: Held): Promise<{ status: number }>;
}[] = [
  {
    what: 'logout',
    spares: 'others',
    sparesPrograms: true,
    by: (_, { person }) => person.http.post('/api/v1/auth/logout', {}),
  },
  {
    what: 'suspension',
    by: async (here, { person }) =>
      (await here.admin()).http.patch(`/api/v1/admin/users/${person.id}`, { status: 'suspended' }),
  },
  {
    what: 'password reset',
    by: async (here, { person }) => {
      await here.http().post('/api/v1/users/request-password-reset', { email: person.email });
      const token = await mailedToken(here, person.email, 'reset-password');
      return here.http().post('/api/v1/users/confirm-password-reset', { token, new_password: NEW_PASSWORD });
    },
  },
  {
    what: 'change of password',
    spares: 'first',
    sparesPrograms: true,
    by: (_, { person }) =>
      person.http.post('/api/v1/users/change-password', { old_password: PASSWORD, new_password: NEW_PASSWORD }),
  },
  {
    what: 'change of password that ends tokens too',
    spares: 'first',
    by: (_, { person }) =>
      person.http.post('/api/v1/users/change-password', {
        ...{ old_password: PASSWORD, new_password: NEW_PASSWORD, revoke_tokens: true },
      }),
  },
  {
    what: 'change of role',
    by: async (here, { person }) =>
      (await here.admin()).http.patch(`/api/v1/admin/users/${person.id}`, { user_type: 'organizer' }),
  },
  { what: 'erasure', by: (_, { person }) => person.http.delete('/api/v1/users/me') },
];

async function hold(here: World): Promise<Held> {
  const person = await here.signUp();
  const second = await signIn(here.http(), person.username);
  const browser = await browserOf(here.http(), person.username);
  const program = await apiToken(person, READ_SCOPES);
  const sockets: Listener[][] = [];
  for (const credentials of [
    { token: person.access },
    { token: second.access },
    { cookie: browser.cookie, origin: ORIGIN },
    { token: program },
  ]) {
    const own: Listener[] = [];
    for (const [kind, path] of SOCKETS) own.push(await Listener.open(kind, here.url, { ...credentials, path }));
    sockets.push(own);
  }
  return { person, second, browser, program, sockets };
}

/**
 * The status of the very next request with each credential, and whether each socket was cut; then closes all.
 */
async function afterwards(here: World, held: Held, cut: boolean[]) {
  const { person, second, browser, program, sockets } = held;
  const statuses = [
    (await person.http.get('/api/v1/users/me')).status,
    (await second.http.get('/api/v1/users/me')).status,
    (await here.http().get('/api/v1/users/me', { headers: { cookie: browser.cookie } })).status,
    (await here.http(program).get('/api/v1/users/me')).status,
  ];
  const refreshes = [
    (await here.http().post('/api/v1/auth/refresh', { refresh: person.refresh })).status,
    (await here.http().post('/api/v1/auth/refresh', { refresh: second.refresh })).status,
  ];
  const wrongSockets: string[] = [];
  for (const { socket, mustEnd } of sockets.flatMap((own, which) =>
    own.map((socket) => ({ socket, mustEnd: cut[which]! })),
  )) {
    if (mustEnd) await socket.cut().catch((error: Error) => wrongSockets.push(error.message));
    else if (!socket.isOpen)
      wrongSockets.push(`a ${socket.kind} socket that should live was cut: ${socket.ended}`);
    socket.close();
  }
  return { statuses, refreshes, wrongSockets };
}

async function problemsOf(
  here: World,
  { what, spares, sparesPrograms, by }: (typeof ENDINGS)[number],
): Promise<string[]> {
  const held = await hold(here);
  const problems = held.sockets
    .flat()
    .filter(({ isOpen }) => !isOpen)
    .map(({ kind, ended }) => `${kind} did not open: ${ended}`);
  const { status } = await by(here, held);
  if (status < 200 || status > 299) problems.push(`answered ${status}`);
  const people = spares === 'others' ? [true, false, false] : [spares !== 'first', true, true];
  const ends = [...people, !sparesPrograms];
  const { statuses, refreshes, wrongSockets } = await afterwards(here, held, ends);
  const expected = ends.map((ended) => (ended ? 401 : 200));
  if (statuses.join() !== expected.join()) problems.push(`next requests ${statuses} instead of ${expected}`);
  if (refreshes.join() !== expected.slice(0, 2).join())
    problems.push(`refreshes ${refreshes} instead of ${expected.slice(0, 2)}`);
  return [...problems, ...wrongSockets].map((problem) => `${what}: ${problem}`);
}

const proof: Proof = {
  id: 'S9',
  what: 'logout, suspension, reset, role change: the old token, cookie or socket is refused at once',
  async run(_size, progress) {
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const problems: string[] = [];
      for (const ending of ENDINGS) {
        problems.push(...(await problemsOf(here, ending)));
        progress(ending.what);
      }
      forgetNothing(here);
      const twin = await problemsOf(here, ENDINGS[0]!);
      return verdict(
        {
          endings: ENDINGS.length,
          credentials_checked: ENDINGS.length * (6 + 4 * SOCKETS.length),
          wrong: problems.length,
          twin_wrong: twin.length,
          ...(problems.length && { first: problems.slice(0, 6).join('; ') }),
        },
        {
          'every dead credential is refused at once': problems.length === 0,
          'the twin fails': twin.length > 0,
        },
      );
    } finally {
      await here.close();
    }
  },
};

export default proof;
