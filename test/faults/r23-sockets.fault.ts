import { setTimeout as pause } from 'node:timers/promises';
import { BookingLoad } from '../support/booking-load.js';
import { createTestDatabase } from '../support/database.js';
import { inDays } from '../support/events.js';
import { eventually } from '../support/eventually.js';
import { Follower, type FollowerOptions } from '../support/follower.js';
import { signUp, type Person } from '../support/people.js';
import { Product } from '../support/product.js';
import { verdict, type Proof } from '../support/proof.js';
import { plantSlots } from '../support/slots.js';
import { openPlain, openSocketIo } from '../support/sockets.js';
import { SqlConnection } from '../support/sql.js';

const SIZES = { quick: { kills: 2, awayMs: 1_500 }, full: { kills: 6, awayMs: 30_000 } };
const BOOKERS = 3;
const SLOTS_PER_KILL = 1_500;
const RELAYED_WITHIN_MS = 60_000;
/** Between a start and the next kill: a different one each time. */
const lifetime = (kill: number) => 700 + ((kill * 137) % 900);

const FEEDS = ['calendar', 'events', 'chat', 'notifications'] as const;
type FeedName = (typeof FEEDS)[number];

/** Joins and leaves the same gathering, and writes to its creator, as long as the load lasts. */
class Coming {
  private stopping = false;
  private readonly going: Promise<void>;

  constructor(
    private readonly person: Person,
    private readonly event: { id: number; creator: { id: number } },
  ) {
    this.going = this.comeAndGo();
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.going;
  }

  private async comeAndGo(): Promise<void> {
    const http = this.person.http.unchecked();
    const { id, creator } = this.event;
    const ask = (path: string, body?: object) => http.post(path, body).catch(() => pause(50));
    while (!this.stopping) {
      await ask(`/api/v1/events/${id}/join`);
      await ask('/api/v1/messages', { receiver_id: creator.id, content: 'I am here' });
      await ask(`/api/v1/events/${id}/leave`);
    }
  }
}

interface Watch extends Pick<FollowerOptions, 'forgetful'> {
  feed: FeedName;
  what: string;
  follower: Follower;
}

function watch(url: string, token: string, peer: Person, awayMs: number): Watch[] {
  const watching: Watch[] = [];
  for (const feed of FEEDS)
    for (const [kind, open] of [
      ['plain', openPlain],
      ['Socket.IO', openSocketIo],
    ] as const) {
      const isConversation = feed === 'chat' && kind === 'plain';
      const path = isConversation ? `/ws/chat/${peer.id}/` : `/ws/${feed}`;
      const options = { url, path, token, open };
      const what = `${feed} over ${kind}`;
      const other = new Follower(options);
      const forgetful = { other };
      watching.push(
        { feed, what: `${what}, back at once`, follower: other },
        { feed, what: `${what}, away for a while`, follower: new Follower({ ...options, awayMs }) },
        { feed, what, forgetful, follower: new Follower({ ...options, awayMs, forgetful }) },
      );
    }
  return watching;
}

const OF_PERSON = `FROM realtime.feed WHERE feed = $1 AND audience->>'to' IS DISTINCT FROM 'anonymous'
  AND coalesce((audience->>'personId')::bigint, $2) = $2`;

/** A busy machine tells little in a short life: no kill comes before everybody listens, to something. */
async function isToldOf(db: SqlConnection, watching: Watch[], { id }: Person, kill: number): Promise<void> {
  await eventually(async () => {
    const absent = watching.filter(({ follower }) => follower.connections === 0).length;
    if (absent > 0) throw new Error(`${absent} have not come yet.`);
    for (const feed of FEEDS) {
      const frames = await db.value(`SELECT count(*) ${OF_PERSON}`, [feed, id]);
      if (frames <= 2 * kill) throw new Error(`${frames} frames in ${feed} before kill ${kill}.`);
    }
  });
}

/** Ids of all frames that this person hears, in their order, once everything is told. */
async function told(db: SqlConnection, feed: FeedName, { id }: Person): Promise<number[]> {
  await eventually(async () => {
    const open = await db.value('SELECT count(*) FROM platform.outbox WHERE done_at IS NULL');
    if (open > 0) throw new Error(`${open} events are still to be told.`);
  }, RELAYED_WITHIN_MS);
  const rows = await db.query<{ id: number }>(`SELECT id ${OF_PERSON} ORDER BY id`, [feed, id]);
  return rows.map(({ id }) => Number(id));
}

const proof: Proof = {
  id: 'R23',
  what: 'sockets of both kinds over kills of the server: nothing missing, nothing twice, in order',
  isLong: true,
  async run(size, progress) {
    const { kills, awayMs } = SIZES[size];
    const database = await createTestDatabase();
    const db = new SqlConnection(database.url);
    const product = await Product.start({ databaseUrl: database.url });
    try {
      const people: Person[] = [];
      for (let n = 0; n < 2 + BOOKERS; n++) people.push(await signUp(product.http()));
      const [creator, guest, ...bookers] = people as [Person, Person, ...Person[]];
      const date = inDays(new Date(), 10);
      const { body: event } = await creator.http.post('/api/v1/events', { title: 'Coming and going', date });
      const watching = watch(product.url, creator.access, guest, awayMs);
      const more = () => plantSlots(db, SLOTS_PER_KILL);
      const load = new BookingLoad(product.url, bookers, await more(), 5, more);
      const coming = new Coming(guest, { id: event.id, creator });
      for (let kill = 1; kill <= kills; kill++) {
        await pause(lifetime(kill));
        await isToldOf(db, watching, creator, kill);
        await product.kill();
        await product.run();
        progress(`${kill} of ${kills} kills`);
      }
      await pause(lifetime(0));
      await Promise.all([load.stop(), coming.stop()]);
      await eventually(() => {
        const cutOff = watching.filter(({ follower }) => follower.connections > 1).length;
        if (cutOff < watching.length) throw new Error(`${cutOff} of ${watching.length} are back.`);
      }, awayMs + RELAYED_WITHIN_MS);

      const expected = {} as Record<FeedName, number[]>;
      for (const feed of FEEDS) expected[feed] = await told(db, feed, creator);
      const wrong: string[] = [];
      const [clients, forgetful] = [
        watching.filter((each) => !each.forgetful),
        watching.filter((each) => each.forgetful),
      ];
      const check = async ({ feed, what, follower }: Watch) => {
        const last = expected[feed].at(-1)!;
        await eventually(() => {
          if (!follower.heard.includes(last)) throw new Error(`${what} has not heard ${last}.`);
        }, awayMs + RELAYED_WITHIN_MS).catch((error: Error) => wrong.push(error.message));
        const { heard, resyncs } = follower;
        if (heard.join() !== expected[feed].join() || resyncs > 0)
          wrong.push(`${what}: ${heard.length} of ${expected[feed].length} frames, ${resyncs} resyncs`);
      };
      await Promise.all(clients.map(check));
      const missing = forgetful.map(
        ({ feed, follower }) => expected[feed].length - new Set(follower.heard).size,
      );
      await Promise.all(watching.map(({ follower }) => follower.stop()));
      const connections = watching.map(({ follower }) => follower.connections);
      return verdict(
        {
          kills,
          ...Object.fromEntries(FEEDS.map((feed) => [`${feed}_frames`, expected[feed].length])),
          sockets: watching.length,
          connections: connections.reduce((sum, count) => sum + count, 0),
          wrong: wrong.length,
          twin_missing: missing.reduce((sum, count) => sum + count, 0),
          ...(wrong.length && { first: wrong.slice(0, 4).join('; ') }),
        },
        {
          'nothing missing, nothing twice, in order': wrong.length === 0,
          'the twin that forgets what it saw misses something': missing.some((count) => count > 0),
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
