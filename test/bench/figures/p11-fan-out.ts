import { absolute, compared, type Benchmark, type Figure } from '../figure.js';
import type { Heard } from '../load/audience.js';
import { quantile, spreadOf } from '../measuring/percentiles.js';
import { inTurns } from '../measuring/rounds.js';
import { withClient } from '../stage/cluster.js';
import type { CoProcess } from '../stage/co-process.js';
import { book, type Ground, settled } from '../stage/ground.js';
import type { Stage } from '../stage/stage.js';

export const CLIENTS = 1_000;
export const CALENDAR = '/ws/calendar';
const CHANGES = 200;
const BURST = { connections: 50, seconds: 30 };
const STEADY = { connections: 10, perSecond: 10, seconds: 20 };
const PATIENCE_MS = 30_000;

/** P11: what a booking costs when a thousand people look at the calendar. */
export const fanOut: Benchmark = {
  id: 'P11',
  what: `fan-out of bookings to ${CLIENTS.toLocaleString('en-US')} signed-in Socket.IO clients`,
  async run(stage, progress): Promise<Figure[]> {
    const ground = await stage.ground(progress);
    const product = await stage.convoke({ DATABASE_URL: ground.databaseUrl });
    await settled(ground);
    const audience = await seat(stage, ground, product.url);
    const waits = await steadily(stage, ground, product.url, audience);
    progress(`commit to last client: p99 ${quantile(waits.milliseconds, 0.99).toFixed(0)} ms`);

    const sockets = await stage.start('bare/sockets.ts');
    const bareUrl = await sockets.ask<string>('listen', { path: CALENDAR });
    const bareAudience = await seat(stage, ground, bareUrl);
    const contestants = {
      product: () => burst(stage, ground, product.url, audience),
      bare: () => say(sockets, bareAudience, waits.sample),
    };
    for (const warmUp of Object.values(contestants)) await warmUp();
    const { results } = await inTurns<Heard>(contestants, { baseline: 'bare', of: deliveryRate, progress });
    return figuresOf(results as Record<keyof typeof contestants, Heard[]>, waits);
  },
};

/** Takes `CLIENTS` seats in front of the calendar, or another feed, at `url`. */
export async function seat(stage: Stage, { people }: Ground, url: string, path = CALENDAR): Promise<CoProcess> {
  const audience = await stage.start('load/audience.ts');
  const tokens = people.attendees.map(({ token }) => token);
  await audience.ask('connect', { url, path, tokens, count: CLIENTS });
  return audience;
}

/** Books `CHANGES` slots as fast as possible, while everybody listens. */
export async function burst(stage: Stage, ground: Ground, url: string, audience: CoProcess): Promise<Heard> {
  await audience.ask('begin');
  const generator = await stage.generator();
  const few = ground.slots.split(CHANGES);
  await book(generator, { url, path: '/api/v1/bookings', keyed: false }, ground.people, few, BURST);
  return everything(audience, CHANGES);
}

/** Lets the bare server say as many frames of the same size. */
export async function say(sockets: CoProcess, audience: CoProcess, sample: string): Promise<Heard> {
  const [type, frame] = JSON.parse(sample) as [string, { id: number }];
  const frames = Array.from({ length: CHANGES }, (_, n) => ({ ...frame, type, id: n + 1 }));
  await audience.ask('begin');
  await sockets.ask('say', { path: CALENDAR, frames });
  return everything(audience, CHANGES);
}

export function deliveryRate({ deliveries, seconds }: Heard): number {
  return deliveries / seconds;
}

async function everything(audience: CoProcess, changes: number): Promise<Heard> {
  const expected = changes * CLIENTS;
  const heard = await audience.ask<Heard>('finish', { expected, withinMs: PATIENCE_MS });
  const incomplete = heard.frames.filter(({ heardBy }) => heardBy !== CLIENTS).length;
  if (heard.deliveries !== expected || incomplete > 0)
    throw new Error(
      `${heard.deliveries} of ${expected} deliveries came; ${incomplete} frames did not reach everybody once.`,
    );
  return heard;
}

interface Waits {
  /** From the event's time, which lies just before its commit, to the last client; ascending. */
  milliseconds: number[];
  sample: string;
}

async function steadily(stage: Stage, ground: Ground, url: string, audience: CoProcess): Promise<Waits> {
  const changes = STEADY.perSecond * STEADY.seconds;
  const generator = await stage.generator();
  await audience.ask('begin');
  const few = ground.slots.split(changes);
  await book(generator, { url, path: '/api/v1/bookings', keyed: false }, ground.people, few, STEADY);
  const heard = await everything(audience, changes);
  const { rows } = await withClient(ground.databaseUrl, (client) =>
    client.query<{ id: string; at: number }>(
      'SELECT id, extract(epoch FROM occurred_at)::float8 * 1000 AS at FROM realtime.feed WHERE id = ANY($1)',
      [heard.frames.map(({ id }) => id)],
    ),
  );
  if (rows.length !== changes) throw new Error(`${rows.length} of ${changes} frames are in the feed.`);
  const occurredAt = new Map(rows.map(({ id, at }) => [Number(id), at]));
  const milliseconds = heard.frames.map(({ id, lastAt }) => lastAt - occurredAt.get(id)!).sort((a, b) => a - b);
  return { milliseconds, sample: heard.sample };
}

function figuresOf(results: Record<'product' | 'bare', Heard[]>, { milliseconds }: Waits): Figure[] {
  const rate = (heard: Heard[]) => spreadOf(heard.map(deliveryRate));
  const eight = { text: '≥ 0.8 ×, none lost', atLeast: 0.8 };
  const prompt = { text: '≤ 150 ms', atMost: 150 };
  const pace = `at ${STEADY.perSecond} bookings/s`;
  const once = (value: number) => spreadOf([value]);
  return [
    compared(
      'P11',
      `${fanOut.what}, ${CHANGES} at once: deliveries; none lost`,
      '/s',
      rate(results.product),
      rate(results.bare),
      eight,
    ),
    absolute('P11', `commit to last client ${pace}: p50`, 'ms', once(quantile(milliseconds, 0.5))),
    absolute('P11', `commit to last client ${pace}: p99`, 'ms', once(quantile(milliseconds, 0.99)), prompt),
  ];
}
