import type { INestApplicationContext } from '@nestjs/common';
import { Cache } from '../../src/platform/engine/ports/cache.js';
import { Fanout } from '../../src/platform/engine/ports/fanout.js';
import { JobQueue } from '../../src/platform/engine/ports/job-queue.js';
import { RateCounters } from '../../src/platform/engine/ports/rate-counters.js';
import { engineContract } from '../contract/engine.contract.js';
import { ProbeJobs, startEngine } from '../contract/probe-jobs.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { slowdown } from '../support/machine.js';
import { startRedis, type RedisServer } from '../support/redis-server.js';

let redis: RedisServer;
let database: TestDatabase;

beforeAll(async () => {
  [redis, database] = await Promise.all([startRedis(), createTestDatabase()]);
});

afterAll(async () => {
  await Promise.all([redis.stop(), database.drop()]);
});

engineContract('Redis', async () => {
  await redis.flush();
  const own = await createTestDatabase();
  return { env: { DATABASE_URL: own.url, REDIS_URL: redis.url }, shared: true, close: () => own.drop() };
});

describe('the Redis engine', () => {
  let engines: INestApplicationContext[];
  let one: INestApplicationContext;
  let two: INestApplicationContext;

  beforeEach(async () => {
    await redis.flush();
    const env = { DATABASE_URL: database.url, REDIS_URL: redis.url };
    engines = [await startEngine({ ...env, ROLE: 'api' }), await startEngine({ ...env, ROLE: 'worker' })];
    [one, two] = engines as [INestApplicationContext, INestApplicationContext];
  });

  afterEach(async () => {
    for (const engine of engines) await engine.close();
  });

  test('runs jobs only where the role says so', async () => {
    await one.get(JobQueue).addMany('probe.echo', Array(20).fill({}));
    await eventually(() => expect(two.get(ProbeJobs).runs.echo).toHaveLength(20));
    expect(one.get(ProbeJobs).runs.echo).toHaveLength(0);
  });

  test('shares the cache', async () => {
    await one.get(Cache).set('key', 7, 60_000);
    expect(await two.get(Cache).get('key')).toBe(7);
    await two.get(Cache).delete('key');
    expect(await one.get(Cache).get('key')).toBeUndefined();
  });

  test('goes on while Redis is away, and uses it again when it comes back empty', async () => {
    const jobs = one.get(JobQueue);
    const runs = two.get(ProbeJobs).runs;
    const counters = [one.get(RateCounters), two.get(RateCounters)];
    const heard: unknown[] = [];
    one.get(Fanout).subscribe('news', (message) => heard.push(message));
    await one.get(Cache).set('revoked', 'session', 60_000);
    await jobs.add('probe.echo', { number: 1 });
    await eventually(() => expect(runs.echo).toHaveLength(1));

    await redis.stop();
    await eventually(() => expect(one.get(Fanout).connected).toBe(false));
    const began = performance.now();
    await expect(jobs.add('probe.echo', { number: 2 })).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await expect(jobs.addMany('probe.echo', [{}])).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    await expect(jobs.statistics()).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
    expect((await counters[0]!.hit('key', 60_000)).count).toBe(1);
    expect((await counters[0]!.hit('key', 60_000)).count).toBe(2);
    expect((await counters[1]!.hit('key', 60_000)).count).toBe(1);
    await one.get(Cache).set('alone', 1, 60_000);
    expect(await one.get(Cache).get('alone')).toBe(1);
    await one.get(Cache).delete('revoked');
    await one.get(Fanout).publish('news', { number: 1 });
    expect(heard).toEqual([{ number: 1 }]);
    expect(performance.now() - began).toBeLessThan(4_000 * slowdown());

    await redis.restart();
    await eventually(() => jobs.add('probe.echo', { number: 3 }));
    await eventually(() => expect(runs.echo!.at(-1)!.payload).toEqual({ number: 3 }));
    await jobs.addMany('probe.echo', Array(50).fill({ number: 4 }));
    await eventually(() => expect(runs.echo!.length).toBeGreaterThanOrEqual(52));
    await jobs.add('probe.echo', { number: 5 }, { delayMs: 200, dedupeKey: 'key' });
    await eventually(() => expect(runs.echo!.at(-1)!.payload).toEqual({ number: 5 }));
    await eventually(() => {
      for (const engine of engines) expect(engine.get(Fanout).connected).toBe(true);
    });
    const hits: number[] = [];
    await eventually(async () => {
      for (const counter of counters) hits.push((await counter.hit('again', 60_000)).count);
      expect(hits.at(-1)).toBe(hits.at(-2)! + 1);
    });
    expect(await two.get(Cache).get('revoked')).toBeUndefined();
    await eventually(async () => {
      await two.get(Fanout).publish('news', { number: 2 });
      expect(heard).toContainEqual({ number: 2 });
    });
  });

  test('waits for a silent Redis no longer than it should', async () => {
    const [jobs, counters] = [one.get(JobQueue), one.get(RateCounters)];
    await jobs.add('probe.echo', {});
    await eventually(() => expect(two.get(ProbeJobs).runs.echo).toHaveLength(1));
    redis.freeze();
    try {
      const began = performance.now();
      for (let hit = 1; hit <= 50; hit++) expect((await counters.hit('silent', 60_000)).count).toBe(hit);
      expect(performance.now() - began).toBeLessThan(2_000 * slowdown());
      await expect(jobs.add('probe.echo', {})).rejects.toMatchObject({ code: 'SERVICE_UNAVAILABLE' });
      expect(performance.now() - began).toBeLessThan(6_000 * slowdown());
    } finally {
      redis.thaw();
    }
    await eventually(() => jobs.add('probe.echo', { after: true }));
    await eventually(() => expect(two.get(ProbeJobs).runs.echo!.at(-1)!.payload).toEqual({ after: true }));
  });
});
