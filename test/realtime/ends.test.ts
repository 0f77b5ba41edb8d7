import type { Server } from 'node:http';
import { Readiness } from '../../src/platform/monitoring/readiness.js';
import { FeedRepository } from '../../src/realtime/feed/feed.repository.js';
import { SubscribersService } from '../../src/realtime/sockets/subscribers.service.js';
import { eventually } from '../support/eventually.js';
import type { Person } from '../support/people.js';
import { openPlain, openSocketIo, type PlainClient } from '../support/sockets.js';
import { world, type World } from '../support/world.js';

const HEARTBEATS_APART = 25;

let w: World;
let person: Person;
beforeAll(async () => {
  w = await world();
  person = await w.signUp();
});
afterAll(() => w?.close());

const open = () => openPlain(w.url, { token: person.access });
const stopReading = ({ socket }: PlainClient) =>
  (socket as unknown as { _socket: { pause(): void } })._socket.pause();

async function say(count: number, text: string): Promise<void> {
  const audience = { kind: 'signedIn' as const };
  const draft = {
    feed: 'calendar',
    type: 'timeslot_updated',
    data: { text },
    audience,
    occurredAt: w.clock.now(),
  };
  await w.db.transaction((tx) => w.app.get(FeedRepository).append(tx, Array<typeof draft>(count).fill(draft)));
}

describe('a socket', () => {
  it('that does not read is cut off, and the others hear everything', async () => {
    const subscribers = w.app.get(SubscribersService);
    const [reader, sleeper] = [await open(), await open()];
    stopReading(sleeper);
    for (let megabytes = 0; megabytes < 24; megabytes++) await say(256, 'x'.repeat(4_096));
    await eventually(() => expect(subscribers.count).toBe(1));
    await reader.atLeast(24 * 256);
    reader.close();
    sleeper.socket.terminate();
    await eventually(() => expect(subscribers.count).toBe(0));
  });

  it('that does not answer heartbeats is cut off', async () => {
    const subscribers = w.app.get(SubscribersService);
    const check = () => (subscribers as unknown as { check(): void }).check();
    const [alive, dead] = [await open(), await open()];
    stopReading(dead);
    for (const heartbeat of [1, 2]) {
      const answered = new Promise((resolve) => alive.socket.once('ping', resolve));
      for (let second = 0; second < HEARTBEATS_APART; second++) check();
      await answered;
      // The answer is back once this socket has been answered too.
      alive.socket.send(String(heartbeat));
      await alive.atLeast(heartbeat);
    }
    expect(subscribers.count).toBe(1);
    expect(alive.socket.readyState).toBe(alive.socket.OPEN);
    alive.close();
    dead.socket.terminate();
    await eventually(() => expect(subscribers.count).toBe(0));
  });

  it('is closed before the process stops, so that clients come back; new ones are refused', async () => {
    const [plain, io] = [await open(), await openSocketIo(w.url, { token: person.access })];
    const server = w.app.getHttpServer() as Server;
    const drained = w.app.get(Readiness).drain(server, true);
    expect(await plain.ended).toBe(1001);
    expect(await io.ended).toBe('transport close');
    await expect(open()).rejects.toMatchObject({ status: 503, code: 'SERVICE_UNAVAILABLE' });
    await drained;
  });
});
