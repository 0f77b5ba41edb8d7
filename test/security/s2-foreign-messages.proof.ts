import { CollaborationApi } from '../../src/collaboration/collaboration.api.js';
import { FeedRepository } from '../../src/realtime/feed/feed.repository.js';
import { PRIVATE_RELAYS } from '../../src/realtime/relays/private.relay.js';
import { RELAYS } from '../../src/realtime/relays/relay.listener.js';
import { Listener, type SocketKind } from '../support/listeners.js';
import type { Person } from '../support/people.js';
import {
  giveUpSeat,
  invite,
  plantEvent,
  publish,
  takeSeat,
  openTo,
  removeEvent,
  withdrawInvitations,
} from '../support/planted-events.js';
import { verdict, type Proof } from '../support/proof.js';
import type { Frame } from '../support/sockets.js';
import { world, type World } from '../support/world.js';
import { SAYINGS, type Saying } from './told-events.js';
import { GONE, LISTENING, mayHear, PLOTS, type Listening, type Plot } from './who-may-hear.js';

const FEEDS = ['/ws/calendar', '/ws/events'];
const KINDS: SocketKind[] = ['plain', 'socket.io'];
const CANARY = 'Canary';

type Who = Listening | (typeof GONE)[number];
type Cast = Record<Exclude<Who, 'anonymous'>, Person>;
interface Ear {
  who: Who;
  path: string;
  kind: SocketKind;
  listener: Listener;
}
/** One thing that was said of one event; its words come back in its frames. */
interface Said extends Saying {
  plot: Plot;
  words: string;
}
interface Planted {
  plot: Plot;
  id: number;
  /** The participant's booking. */
  seat: number | undefined;
}

async function cast(here: World): Promise<Cast> {
  const people: Partial<Cast> = {};
  for (const who of [...LISTENING, ...GONE])
    if (who === 'admin') people.admin = await here.admin();
    else if (who !== 'anonymous') people[who] = await here.signUp({ first_name: CANARY });
  return people as Cast;
}

async function plant(here: World, people: Cast, plot: Plot): Promise<Planted> {
  const id = await plantEvent(here, people.organizer.id, plot);
  await invite(here, id, people.disinvited.id);
  await withdrawInvitations(here, id);
  for (const who of ['invited', 'suspended', 'signed out'] as const) await invite(here, id, people[who].id);
  let seat: number | undefined;
  if (!plot.empty) {
    seat = await takeSeat(here, id, people.participant.id);
    await giveUpSeat(here, await takeSeat(here, id, people.left.id), people.left.id);
  }
  if (plot.deleted) await removeEvent(here, id);
  return { plot, id, seat };
}

async function changeRights(here: World, people: Cast, { plot, id, seat }: Planted): Promise<void> {
  const { open, participantLeft } = plot.later ?? {};
  if (open !== undefined) await openTo(here, id, open ? 'public' : 'invited');
  if (participantLeft) await giveUpSeat(here, seat!, people.participant.id);
}

async function sayEverything(here: World, people: Cast, planted: Planted[]): Promise<Said[]> {
  const said: Said[] = [];
  for (const { plot, id } of planted)
    for (const saying of SAYINGS) {
      const words = `said-${said.length}-`;
      const subject = {
        id,
        organizerId: people.organizer.id,
        personId: people.stranger.id,
        terms: plot,
        words,
      };
      await publish(here, saying.event, saying.payload(subject));
      said.push({ ...saying, plot, words });
    }
  return said;
}

/** Sockets of both kinds at every feed; nobody may open the calendar without a token. */
async function listen(here: World, people: Cast, whos: readonly Who[], since?: number): Promise<Ear[]> {
  const ears: Ear[] = [];
  for (const who of whos)
    for (const path of FEEDS)
      for (const kind of KINDS) {
        const token = who === 'anonymous' ? undefined : people[who].access;
        const at = kind === 'plain' ? `${path}/` : path;
        ears.push({
          who,
          path,
          kind,
          listener: await Listener.open(kind, here.url, { token, path: at, since }),
        });
      }
  return ears;
}

/** Waits until everybody has heard the last thing that is said, on each feed. */
async function settled(here: World, people: Cast, ears: Ear[]): Promise<void> {
  await here.drainEvents();
  const [open] = PLOTS;
  const id = await plantEvent(here, people.organizer.id, open);
  const last = ['timeslot_created', 'event_created'];
  const subject = { id, organizerId: people.organizer.id, personId: 0, terms: open!, words: `last-${id}-` };
  for (const name of ['collaboration.event_created', 'scheduling.slot_created']) {
    const { event, payload } = SAYINGS.find((saying) => saying.event.name === name)!;
    await publish(here, event, payload(subject));
  }
  for (const { listener, path } of ears)
    if (listener.isOpen)
      await listener.heard(({ type, data }) => {
        return type === last[FEEDS.indexOf(path)] && JSON.stringify(data).includes(subject.words);
      });
}

/** Whom REST shows which event now: `who plot`. */
async function readable(here: World, people: Cast, planted: Planted[]): Promise<Set<string>> {
  const shown = new Set<string>();
  for (const who of LISTENING) {
    const http = who === 'anonymous' ? here.http() : people[who].http;
    for (const { plot, id } of planted)
      if ((await http.get(`/api/v1/events/${id}`)).status === 200) shown.add(`${who} ${plot.name}`);
  }
  return shown;
}

/** What these sockets heard and should not have, or should have and did not. */
function problemsOf(
  ears: Ear[],
  said: Said[],
  later: boolean,
  shown: Set<string>,
): { foreign: string[]; missing: string[] } {
  const foreign: string[] = [];
  const missing: string[] = [];
  for (const { who, path, kind, listener } of ears) {
    const heard = listener.frames.map((frame) => ({ frame, text: JSON.stringify(frame) }));
    for (const { plot, about, event, words } of said) {
      const times = heard.filter(({ text }) => text.includes(words)).length;
      const isHere = (about === 'slot') === (path === '/ws/calendar');
      const expected = isHere && mayHear(who as Listening, plot, about, later) ? 1 : 0;
      const what = `${who} over ${kind}: ${event.name} (${about}) of the ${plot.name}`;
      if (times > expected) foreign.push(what);
      // What is told once an event is gone cannot be read any more.
      const standsThere = !plot.deleted && !['slot', 'end', 'deletion', 'withdrawn seat'].includes(about);
      if (times > 0 && standsThere && !shown.has(`${who} ${plot.name}`))
        foreign.push(`${what}, hidden by REST`);
      if (times < expected) missing.push(what);
    }
    for (const { frame, text } of heard)
      if (who === 'anonymous' && isPersonal(frame, text))
        foreign.push(`anonymous over ${kind}: a name in ${text}`);
  }
  return { foreign, missing };
}

function isPersonal({ type, data }: Frame, text: string): boolean {
  return text.includes(CANARY) || 'user' in data || !type.startsWith('event_');
}

/** The sockets of who may not listen any more: each must have ended, and heard nothing since. */
async function deafened(here: World, people: Cast): Promise<{ open: string[]; ears: Ear[] }> {
  const ears = await listen(here, people, GONE);
  const open = ears
    .filter(({ listener }) => !listener.isOpen)
    .map(({ who, kind }) => `${who} over ${kind} did not open`);
  await people.admin.http.patch(`/api/v1/admin/users/${people.suspended.id}`, { status: 'suspended' });
  await people['signed out'].http.post('/api/v1/auth/logout', {});
  for (const { who, kind, listener } of ears)
    await listener.cut().catch(() => open.push(`${who} over ${kind} was not cut off`));
  for (const { who, kind, listener } of await listen(here, people, GONE, 0))
    if (listener.isOpen) open.push(`${who} over ${kind} came back`);
  return { open, ears };
}

const proof: Proof = {
  id: 'S2',
  what: 'every relay × 11 events × who listens, live, replayed, after rights have changed: no foreign message',
  async run(_size, progress) {
    const here = await world({ LOG_LEVEL: 'silent' });
    try {
      const people = await cast(here);
      const planted: Planted[] = [];
      for (const plot of PLOTS) planted.push(await plant(here, people, plot));
      await here.drainEvents();
      const begin = await here.app.get(FeedRepository, { strict: false }).newestId();

      const gone = await deafened(here, people);
      const live = await listen(here, people, LISTENING);
      const said = await sayEverything(here, people, planted);
      const listeners = live.filter(({ listener }) => listener.isOpen);
      await settled(here, people, live);
      const found = [problemsOf(listeners, said, false, await readable(here, people, planted))];
      // Over Socket.IO the end says why, before it comes.
      const goneHeard = gone.ears
        .flatMap(({ listener }) => listener.frames)
        .filter(({ type }) => type !== 'session_revoked').length;
      progress(`${said.length} events told to ${listeners.length} sockets`);

      const replay = async (later: boolean) => {
        const ears = (await listen(here, people, LISTENING, begin)).filter(({ listener }) => listener.isOpen);
        await settled(here, people, ears);
        ears.forEach(({ listener }) => listener.close());
        return problemsOf(ears, said, later, await readable(here, people, planted));
      };
      found.push(await replay(false));
      for (const each of planted) await changeRights(here, people, each);
      found.push(await replay(true));
      progress('replayed by the rights of then and of now');
      everybodyReads(here);
      const twin = await replay(true);

      const [foreign, missing] = [found.flatMap((each) => each.foreign), found.flatMap((each) => each.missing)];
      const untold = RELAYS.filter(
        // Messages and notifications are judged by the proof of the chat.
        (relay) => !PRIVATE_RELAYS.includes(relay) && !SAYINGS.some(({ event }) => event === relay.event),
      );
      const calendarOfNobody = live.some(({ who, path, listener }) => {
        return who === 'anonymous' && path === '/ws/calendar' && listener.frames.length > 0;
      });
      [...live, ...gone.ears].forEach(({ listener }) => listener.close());
      return verdict(
        {
          relays: RELAYS.length,
          events_told: said.length,
          sockets: listeners.length,
          judged: said.length * listeners.length * found.length,
          foreign: foreign.length,
          missing: missing.length,
          twin_foreign: twin.foreign.length,
          ...(foreign.length && { first: foreign.slice(0, 6).join('; ') }),
          ...(missing.length && { first_missing: missing.slice(0, 6).join('; ') }),
        },
        {
          'no foreign message': foreign.length === 0,
          'everybody hears what is theirs': missing.length === 0,
          [`every relay is told, unlike ${untold.map(({ event }) => event.name).join(', ')}`]:
            untold.length === 0,
          [`who was suspended or signed out hears nothing; ${gone.open.join(', ')}`]:
            gone.open.length === 0 && goneHeard === 0,
          'the calendar is closed without a token': !calendarOfNobody,
          'the twin fails': twin.foreign.length > 0,
        },
      );
    } finally {
      await here.close();
    }
  },
};

/** The product as it would be if every event were everybody's to read. */
function everybodyReads(here: World): void {
  const door = here.app.get(CollaborationApi, { strict: false });
  door.readersOf = async (ids) => new Map(ids.map((id) => [id, { open: true, personIds: [] }]));
}

export default proof;
