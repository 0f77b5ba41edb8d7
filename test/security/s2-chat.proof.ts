import { AudienceAccess } from '../../src/realtime/feed/audience.access.js';
import { FeedRepository } from '../../src/realtime/feed/feed.repository.js';
import { eventually } from '../support/eventually.js';
import type { Person } from '../support/people.js';
import { verdict, type Proof } from '../support/proof.js';
import { Random } from '../support/random.js';
import { openPlain, openSocketIo, type PlainClient, type SocketClient } from '../support/sockets.js';
import { world, type World } from '../support/world.js';

const SIZES = { quick: { people: 8, sends: 240 }, full: { people: 50, sends: 10_000 } };
const TWIN_SENDS = 20;
const AT_ONCE = 20;

interface Said {
  from: number;
  to: number;
  words: string;
}
interface Ear {
  who: number;
  what: string;
  /** The conversation's socket hears of this peer alone. */
  peer?: number;
  client: SocketClient;
}
interface Found {
  foreign: string[];
  missing: string[];
}

/** Three sockets of each: all that is theirs, all conversations, and the one with the next person. */
async function listen(here: World, people: Person[], since?: number): Promise<Ear[]> {
  const ears: Ear[] = [];
  for (const [who, { access: token }] of people.entries()) {
    const peer = (who + 1) % people.length;
    const path = `/ws/chat/${people[peer]!.id}/`;
    ears.push(
      { who, what: '/ws/', client: await openPlain(here.url, { token, path: '/ws/', since }) },
      { who, what: 'Socket.IO', client: await openSocketIo(here.url, { token, path: '/ws/chat', since }) },
      { who, what: path, peer, client: await openPlain(here.url, { token, path, since }) },
    );
  }
  return ears;
}

/** By turns over REST and over both kinds of sockets, `AT_ONCE` at a time. */
async function sayEverything(
  people: Person[],
  ears: Ear[],
  said: Said[],
  progress: (text: string) => void,
): Promise<void> {
  const socketOf = (who: number, what: string) =>
    ears.find((ear) => ear.who === who && ear.what === what)!.client;
  const say = async ({ from, to, words }: Said, turn: number) => {
    const body = { receiver_id: people[to]!.id, content: words };
    if (turn % 3 === 0) await people[from]!.http.post('/api/v1/messages', body);
    else if (turn % 3 === 1) {
      const { socket } = socketOf(from, 'Socket.IO') as unknown as {
        socket: { emitWithAck(name: string, body: object): Promise<unknown> };
      };
      await socket.emitWithAck('message.send', body);
    } else {
      const client = socketOf(from, '/ws/') as PlainClient;
      client.socket.send(JSON.stringify({ type: 'message.send', ...body }));
      await client.frame('message.receive', (frame) => wordsOf(frame) === words);
    }
  };
  for (let done = 0; done < said.length; done += AT_ONCE) {
    await Promise.all(said.slice(done, done + AT_ONCE).map((one, n) => say(one, done + n)));
    progress(`${done} of ${said.length} messages`);
  }
}

function wordsOf(frame: object): string | undefined {
  return (frame as { message?: { content: string } }).message?.content;
}

const isFor = ({ who, peer }: Ear, { from, to }: Said) =>
  (from === who && (peer === undefined || to === peer)) ||
  (to === who && (peer === undefined || from === peer));

async function problemsOf(ears: Ear[], said: Said[]): Promise<Found> {
  const found: Found = { foreign: [], missing: [] };
  for (const ear of ears) {
    const expected = said.filter((one) => isFor(ear, one)).map(({ words }) => words);
    const heard = () => ear.client.frames.flatMap((frame) => wordsOf(frame) ?? []);
    await eventually(() => {
      if (expected.some((words) => !heard().includes(words))) throw new Error('not yet');
    }).catch(() => found.missing.push(`${ear.who} over ${ear.what}: ${heard().length} of ${expected.length}`));
    const left = new Set(expected);
    for (const words of heard())
      if (!left.delete(words)) found.foreign.push(`${ear.who} over ${ear.what}: ${words}`);
  }
  return found;
}

function between(people: number, sends: number, name: string): Said[] {
  const random = new Random(people * sends);
  return Array.from({ length: sends }, (_, n) => {
    const from = random.below(people);
    const to = (from + 1 + random.below(people - 1)) % people;
    return { from, to, words: `${name} ${n} of ${from} to ${to}` };
  });
}

const proof: Proof = {
  id: 'S2',
  what: 'chat: no foreign message among all listeners, live and replayed',
  async run(size, progress) {
    const { people: count, sends } = SIZES[size];
    const here = await world({ LOG_LEVEL: 'silent' });
    const open: Ear[] = [];
    try {
      const people: Person[] = [];
      while (people.length < count) people.push(await here.signUp());
      const begin = await here.app.get(FeedRepository, { strict: false }).newestId();
      const ears = await listen(here, people);
      open.push(...ears);
      const said = between(count, sends, 'said');
      await sayEverything(people, ears, said, progress);
      await here.drainEvents();
      const live = await problemsOf(ears, said);
      progress('replayed');
      const again = await listen(here, people, begin);
      open.push(...again);
      const replayed = await problemsOf(again, said);
      again.forEach(({ client }) => client.close());

      everybodyHears(here, people);
      const whispered = between(count, TWIN_SENDS, 'whispered');
      await sayEverything(people, ears, whispered, progress);
      const whole = ears.filter(({ peer }) => peer === undefined);
      const twin = await problemsOf(whole, [...said, ...whispered]);

      const [foreign, missing] = [
        [...live.foreign, ...replayed.foreign],
        [...live.missing, ...replayed.missing],
      ];
      return verdict(
        {
          messages: sends,
          listeners: count,
          sockets: ears.length,
          judged: sends * ears.length * 2,
          foreign: foreign.length,
          missing: missing.length,
          twin_foreign: twin.foreign.length,
          ...(foreign.length && { first: foreign.slice(0, 6).join('; ') }),
          ...(missing.length && { first_missing: missing.slice(0, 6).join('; ') }),
        },
        {
          'no foreign message, and none twice': foreign.length === 0,
          'everybody hears what is theirs': missing.length === 0,
          'the twin fails': twin.foreign.length > 0,
        },
      );
    } finally {
      open.forEach(({ client }) => client.close());
      await here.close();
    }
  },
};

/** The product as it would be if it did not ask whom a frame is for. */
function everybodyHears(here: World, people: Person[]): void {
  const audiences = here.app.get(AudienceAccess, { strict: false });
  const rooms = people.map(({ id }) => `person:${id}`);
  audiences.roomsOf = async (frames) => frames.map(() => rooms);
}

export default proof;
