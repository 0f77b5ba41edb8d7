import { absolute, type Benchmark, type Figure } from '../figure.js';
import type { Heard } from '../load/audience.js';
import type { LoadOrder, LoadResult } from '../load/order.js';
import { quantile, spreadOf } from '../measuring/percentiles.js';
import { withClient } from '../stage/cluster.js';
import { refuseOthers, settled } from '../stage/ground.js';
import { CLIENTS, seat } from './p11-fan-out.js';

const STEADY = { connections: 10, perSecond: 10, seconds: 20 };
const PATIENCE_MS = 30_000;

/** P11 for the chat: each message goes to the sockets of two people among all that are open. */
export const chat: Benchmark = {
  id: 'P11',
  what: `chat among ${CLIENTS.toLocaleString('en-US')} signed-in Socket.IO clients`,
  async run(stage, progress): Promise<Figure[]> {
    const ground = await stage.ground(progress);
    const product = await stage.convoke({ DATABASE_URL: ground.databaseUrl });
    await settled(ground);
    const audience = await seat(stage, ground, product.url, '/ws/chat');
    const [receiver, ...writers] = ground.people.attendees;
    const count = STEADY.perSecond * STEADY.seconds;
    const people = Array.from({ length: count }, (_, n) => writers[n % writers.length]!);
    const body = JSON.stringify({ receiver_id: receiver!.id, content: 'Hello, how are you?' });
    const generator = await stage.generator();
    await audience.ask('begin');
    const order: LoadOrder = {
      ...{ url: product.url, ...STEADY, seconds: 2 * STEADY.seconds },
      script: { kind: 'once', path: '/api/v1/messages', body, people },
    };
    refuseOthers(await generator.ask<LoadResult>('run', order), [201], order.url);

    const each = CLIENTS / ground.people.attendees.length;
    const expected = count * 2 * each;
    const heard = await audience.ask<Heard>('finish', { expected, withinMs: PATIENCE_MS });
    const incomplete = heard.frames.filter(({ heardBy }) => heardBy !== each).length;
    if (heard.deliveries !== expected || incomplete > 0)
      throw new Error(
        `${heard.deliveries} of ${expected} deliveries came; ${incomplete} frames are incomplete.`,
      );
    const { rows } = await withClient(ground.databaseUrl, (client) =>
      client.query<{ id: string; at: number }>(
        'SELECT id, extract(epoch FROM occurred_at)::float8 * 1000 AS at FROM realtime.feed WHERE id = ANY($1)',
        [heard.frames.map(({ id }) => id)],
      ),
    );
    const occurredAt = new Map(rows.map(({ id, at }) => [Number(id), at]));
    const waits = heard.frames.map(({ id, lastAt }) => lastAt - occurredAt.get(id)!).sort((a, b) => a - b);
    const prompt = { text: '≤ 150 ms', atMost: 150 };
    const what = `a message to the last of ${2 * each} clients at ${STEADY.perSecond}/s, none lost`;
    const once = (value: number) => spreadOf([value]);
    return [
      absolute('P11', `${what}: p50`, 'ms', once(quantile(waits, 0.5))),
      absolute('P11', `${what}: p99`, 'ms', once(quantile(waits, 0.99)), prompt),
    ];
  },
};
