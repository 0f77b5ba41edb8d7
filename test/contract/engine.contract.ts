import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { Cache } from '../../src/platform/engine/ports/cache.js';
import { Fanout } from '../../src/platform/engine/ports/fanout.js';
import { JobQueue, type QueueStatistics } from '../../src/platform/engine/ports/job-queue.js';
import { RateCounters } from '../../src/platform/engine/ports/rate-counters.js';
import { runWithRequestId } from '../../src/platform/context/request-context.js';
import { eventually } from '../support/eventually.js';
import { slowdown } from '../support/machine.js';
import { startProgram } from '../support/program.js';
import { ProbeJobs, startEngine } from './probe-jobs.js';

export interface EngineSetting {
  /** The environment with which a process uses this engine. */
  env: NodeJS.ProcessEnv;
  /** True when cache, counters and fan-out are one for all processes. */
  shared: boolean;
  close(): Promise<void>;
}

/** What every engine must do, whatever stands behind it. `make` gives a fresh, empty setting. */
export function engineContract(name: string, make: () => Promise<EngineSetting>): void {
  describe(`the ${name} engine`, () => {
    let setting: EngineSetting;
    let engines: INestApplicationContext[];

    beforeEach(async () => {
      setting = await make();
      engines = [];
    });

    afterEach(async () => {
      for (const engine of engines) {
        engine.get(ProbeJobs).release();
        await engine.close();
      }
      await setting.close();
    });

    async function open() {
      const engine = await startEngine(setting.env);
      engines.push(engine);
      return {
        jobs: engine.get(JobQueue),
        cache: engine.get(Cache),
        counters: engine.get(RateCounters),
        fanout: engine.get(Fanout),
        probe: engine.get(ProbeJobs),
        async close() {
          engines.splice(engines.indexOf(engine), 1);
          await engine.close();
        },
      };
    }

    async function statistics(jobs: JobQueue, job: string): Promise<QueueStatistics> {
      return (await jobs.statistics()).find((entry) => entry.name === job)!;
    }

    test('hands payload, id and request id to the handler unchanged', async () => {
      const { jobs, probe } = await open();
      const payload = { text: 'Grüße ✓ "q"', list: [1, [2], { a: null }], deep: { yes: true } };
      const id = await runWithRequestId('request-7', () => jobs.add('probe.echo', payload));
      await eventually(() => expect(probe.runs.echo).toHaveLength(1));
      expect(probe.runs.echo![0]).toMatchObject({ id, payload, requestId: 'request-7' });
    });

    test('refuses a job that nobody handles', async () => {
      const { jobs } = await open();
      await expect(jobs.add('probe.unheard-of', {})).rejects.toThrow('No handler');
    });

    test('runs a delayed job when it is due, not before', async () => {
      const { jobs, probe } = await open();
      const added = performance.now();
      await jobs.add('probe.echo', {}, { delayMs: 400 });
      await eventually(() => expect(probe.runs.echo).toHaveLength(1));
      expect(probe.runs.echo![0]!.at - added).toBeGreaterThan(390);
    });

    test('lets a later job of the same key replace the waiting one', async () => {
      const { jobs, probe } = await open();
      await jobs.add('probe.echo', { version: 1 }, { delayMs: 60_000, dedupeKey: 'same' });
      await jobs.add('probe.echo', { version: 2 }, { delayMs: 60_000, dedupeKey: 'same' });
      await jobs.add('probe.echo', { version: 9 }, { delayMs: 60_000, dedupeKey: 'other' });
      expect(await statistics(jobs, 'probe.echo')).toMatchObject({ delayed: 2, waiting: 0 });
      await jobs.add('probe.echo', { version: 3 }, { dedupeKey: 'same' });
      await eventually(() => expect(probe.runs.echo).toHaveLength(1));
      expect(probe.runs.echo![0]!.payload).toEqual({ version: 3 });
      expect(await statistics(jobs, 'probe.echo')).toMatchObject({ delayed: 1 });
    });

    test('adds a job beside the running one of the same key', async () => {
      const { jobs, probe } = await open();
      await jobs.add('probe.slow', { version: 1 }, { dedupeKey: 'same' });
      await eventually(() => expect(probe.atOnce.slow).toBe(1));
      await jobs.add('probe.slow', { version: 2 }, { dedupeKey: 'same' });
      await eventually(() => expect(probe.atOnce.slow).toBe(2));
      probe.release();
      await eventually(() => expect(probe.runs.slow).toHaveLength(2));
    });

    test('runs each of many jobs once', async () => {
      const { jobs, probe } = await open();
      await jobs.addMany(
        'probe.echo',
        Array.from({ length: 2_500 }, (_, number) => ({ number })),
      );
      await eventually(() => expect(probe.runs.echo!.length).toBeGreaterThanOrEqual(2_500));
      expect(new Set(probe.runs.echo!.map(({ payload }) => payload.number)).size).toBe(2_500);
      expect(probe.runs.echo).toHaveLength(2_500);
    });

    test('tries failed jobs of a kind again when it is asked to', async () => {
      const { jobs, probe } = await open();
      await jobs.addMany('probe.failing', [{ number: 1 }, { number: 2 }]);
      const failed = () =>
        eventually(async () =>
          expect(await statistics(jobs, 'probe.failing')).toMatchObject({ failed: 2, active: 0, waiting: 0 }),
        );
      await failed();
      expect(await jobs.retryFailed('probe.echo')).toBe(0);
      expect(await jobs.retryFailed('probe.failing')).toBe(2);
      await eventually(() => expect(probe.runs.failing).toHaveLength(4));
      expect(probe.runs.failing!.map(({ payload }) => payload.number).sort()).toEqual([1, 1, 2, 2]);
      await failed();
    });

    test('tries a job once and keeps it as failed', async () => {
      const { jobs, probe } = await open();
      await jobs.add('probe.failing', {}, { dedupeKey: 'key' });
      await eventually(async () =>
        expect(await statistics(jobs, 'probe.failing')).toMatchObject({ failed: 1, active: 0 }),
      );
      await jobs.add('probe.failing', {}, { dedupeKey: 'key' });
      await eventually(async () =>
        expect(await statistics(jobs, 'probe.failing')).toMatchObject({ failed: 2, active: 0 }),
      );
      expect(probe.runs.failing).toHaveLength(2);
    });

    test('keeps each kind of job within its concurrency, and none waiting for another', async () => {
      const { jobs, probe } = await open();
      await jobs.addMany('probe.slow', Array(20).fill({}));
      await jobs.addMany('probe.single', Array(20).fill({}));
      await eventually(() => expect(probe.runs.single).toHaveLength(20));
      await eventually(() => expect(probe.atOnce.slow).toBe(3));
      expect(await statistics(jobs, 'probe.slow')).toMatchObject({ active: 3, waiting: 17 });
      probe.release();
      await eventually(() => expect(probe.runs.slow).toHaveLength(20));
      expect(probe.most).toEqual({ slow: 3, single: 1 });
    });

    test('counts what waits, runs, is delayed and was completed', async () => {
      const { jobs, probe } = await open();
      await jobs.addMany('probe.slow', Array(4).fill({}));
      await jobs.add('probe.slow', {}, { delayMs: 60_000 });
      await eventually(async () => {
        const entry = await statistics(jobs, 'probe.slow');
        expect(entry).toMatchObject({ waiting: 1, active: 3, delayed: 1, failed: 0, completed_last_hour: 0 });
        expect(entry.oldest_waiting_seconds).toBeGreaterThanOrEqual(1);
      });
      probe.release();
      await eventually(async () =>
        expect(await statistics(jobs, 'probe.slow')).toEqual({
          name: 'probe.slow',
          waiting: 0,
          active: 0,
          delayed: 1,
          failed: 0,
          completed_last_hour: 4,
          oldest_waiting_seconds: 0,
        }),
      );
      const names = (await jobs.statistics()).map((entry) => entry.name);
      expect(names).toEqual([...names].sort());
      expect(names).toContain('probe.single');
    });

    test('lets running jobs end when it stops, and leaves the others to who comes next', async () => {
      const first = await open();
      await first.jobs.addMany('probe.slow', Array(5).fill({}));
      await eventually(() => expect(first.probe.atOnce.slow).toBe(3));
      const closed = first.close();
      const stillOpen = await Promise.race([
        closed.then(() => false),
        new Promise((go) => setImmediate(go, true)),
      ]);
      expect(stillOpen).toBe(true);
      first.probe.release();
      await closed;
      expect(first.probe.runs.slow).toHaveLength(3);
      const second = await open();
      second.probe.release();
      await eventually(() => expect(second.probe.runs.slow).toHaveLength(2));
    });

    test('takes over the job of a killed worker', async () => {
      const worker = await startProgram(join(__dirname, 'probe-worker.ts'), [JSON.stringify(setting.env)]);
      await eventually(() => expect(worker.lines).toContain('took'));
      await worker.kill('SIGKILL');
      const heir = await open();
      heir.probe.release();
      await eventually(() => expect(heir.probe.runs.slow).toHaveLength(1));
      expect(heir.probe.runs.slow![0]!.payload).toEqual({ precious: true });
    });

    test('keeps a cached value for its time, and until it is deleted', async () => {
      const { cache } = await open();
      // A cache may forget, as where Redis took too long to answer: on a busy machine too it keeps in the end.
      await eventually(async () => {
        const value = { nested: [1, 'two'] };
        await cache.set('a', value, 60_000);
        await cache.set('brief', 1, 1_000 * slowdown());
        value.nested.push('changed');
        expect(await cache.get('a')).toEqual({ nested: [1, 'two'] });
        expect(await cache.get('brief')).toBe(1);
      });
      await eventually(async () => expect(await cache.get('brief')).toBeUndefined());
      await cache.delete('a');
      expect(await cache.get('a')).toBeUndefined();
      expect(await cache.get('never')).toBeUndefined();
    });

    test('counts exactly under concurrent hits, and no longer what has left the window', async () => {
      const one = await open();
      const counters = setting.shared ? [one.counters, (await open()).counters] : [one.counters];
      let attempt = 0;
      // By design a store without the processor for 50 ms is passed over; then another key is tried.
      const key = await eventually(async () => {
        const key = `key-${++attempt}`;
        const hits = await Promise.all(
          Array.from({ length: 200 }, (_, index) => counters[index % counters.length]!.hit(key, 60_000)),
        );
        const counts = hits.map(({ count }) => count).sort((a, b) => a - b);
        expect(counts).toEqual(Array.from({ length: 200 }, (_, n) => n + 1));
        const ends = hits.map(({ resetAt }) => resetAt.getTime());
        expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(1_000);
        return key;
      });
      await counters.at(-1)!.clear(key);
      expect((await one.counters.hit(key, 60_000)).count).toBe(1);
      const other = async () => (await one.counters.hit(`other-${attempt}`, 80, 1)).count;
      await eventually(async () => {
        attempt++;
        expect([await other(), await other()]).toEqual([1, 2]);
      });
      await eventually(async () => expect(await other()).toBe(1));
    });

    test('says when something may have been missed, and otherwise not', async () => {
      const { fanout } = await open();
      let returns = 0;
      fanout.onReconnect(() => returns++);
      await eventually(() => expect(fanout.connected).toBe(true));
      expect(returns).toBe(0);
    });

    test('tells every listener of a channel, in all processes, and survives one that throws', async () => {
      const one = await open();
      const listening = setting.shared ? [one, await open()] : [one];
      const heard: unknown[][] = listening.map(() => []);
      listening.forEach(({ fanout }, index) => {
        fanout.subscribe('news', () => {
          throw new Error('This listener always fails.');
        });
        fanout.subscribe('news', (message) => heard[index]!.push(message));
      });
      await eventually(() => expect(listening.every(({ fanout }) => fanout.connected)).toBe(true));
      await eventually(async () => {
        await one.fanout.publish('news', { warm: 'up' });
        for (const messages of heard) expect(messages.length).toBeGreaterThan(0);
      });
      await one.fanout.publish('elsewhere', {});
      await one.fanout.publish('news', { number: 7 });
      await eventually(() => {
        for (const messages of heard)
          expect(messages.filter((message) => 'number' in (message as object))).toEqual([{ number: 7 }]);
      });
    });
  });
}
