import { join } from 'node:path';
import type { INestApplicationContext } from '@nestjs/common';
import { Database } from '../../src/platform/database/database.js';
import { Metrics } from '../../src/platform/observability/metrics.js';
import { firstRunAfter } from '../../src/platform/schedule/scheduler.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { startProgram } from '../support/program.js';
import { SqlConnection } from '../support/sql.js';
import { PERIOD_MS, ProbeTasks, startSchedule } from './probe-schedule.js';

describe('the schedule', () => {
  let database: TestDatabase;
  let open: INestApplicationContext[];

  beforeEach(async () => {
    database = await createTestDatabase();
    open = [];
  });

  afterEach(async () => {
    for (const each of open) await each.close();
    await database.drop();
  });

  async function start(): Promise<INestApplicationContext> {
    const schedule = await startSchedule({ DATABASE_URL: database.url });
    open.push(schedule);
    return schedule;
  }

  test('runs in one process at a time, at most once a period, and in another when that one ends', async () => {
    const began = performance.now();
    const [one, two] = [await start(), await start()];
    const probes = [one.get(ProbeTasks), two.get(ProbeTasks)];
    await eventually(() => expect(probes.flatMap(({ turns }) => turns).length).toBeGreaterThanOrEqual(5));
    const turns = probes.map((probe) => probe.turns.length);
    expect(Math.min(...turns)).toBe(0);
    expect(Math.max(...turns)).toBeLessThanOrEqual((performance.now() - began) / PERIOD_MS + 1);
    const [holder, heir] = turns[0]! > 0 ? [one, two] : [two, one];
    open.splice(open.indexOf(holder), 1);
    await holder.close();
    const ended = holder.get(ProbeTasks).turns.length;
    await eventually(() => expect(heir.get(ProbeTasks).turns.length).toBeGreaterThan(1));
    expect(holder.get(ProbeTasks).turns).toHaveLength(ended);
  });

  test('goes over to another process when its own is killed', async () => {
    const holder = await startProgram(join(__dirname, 'schedule-holder.ts'), [database.url]);
    await eventually(() => expect(holder.lines).toContain('turn'));
    const heir = (await start()).get(ProbeTasks);
    expect(heir.turns).toHaveLength(0);
    await holder.kill('SIGKILL');
    await eventually(() => expect(heir.turns.length).toBeGreaterThan(1));
  });

  test('goes on after a failed run, and counts it', async () => {
    const schedule = await start();
    await eventually(() => expect(schedule.get(ProbeTasks).failures).toBeGreaterThan(2));
    const text = await schedule.get(Metrics).text();
    const counted = (name: string, outcome: string) =>
      Number(
        new RegExp(`duration_seconds_count{name="${name}",outcome="${outcome}"} (\\d+)`).exec(text)?.[1] ?? 0,
      );
    expect(counted('ProbeTasks.fail', 'failed')).toBeGreaterThan(1);
    expect(counted('ProbeTasks.fail', 'completed')).toBe(0);
    expect(counted('ProbeTasks.turn', 'completed')).toBeGreaterThan(1);
  });

  test('begins no run before the last one has ended, and waits for it at the end', async () => {
    const schedule = await start();
    const { slowRuns } = schedule.get(ProbeTasks);
    await eventually(() => expect(slowRuns.begun).toBeGreaterThan(1));
    open = [];
    await schedule.close();
    expect(slowRuns).toMatchObject({ most: 1, atOnce: 0, ended: slowRuns.begun });
  });

  test('leaves out what is not due', async () => {
    const schedule = await start();
    const probe = schedule.get(ProbeTasks);
    await eventually(() => expect(probe.turns.length).toBeGreaterThan(3));
    expect(probe.dueTurns).toHaveLength(0);
    await schedule
      .get(Database)
      .query(`INSERT INTO platform.job_counts (name, minute, completed, failed) VALUES ('x', now(), 1, 0)`);
    await eventually(() => expect(probe.dueTurns.length).toBeGreaterThan(1));
  });

  test('goes on by itself when its connection is lost', async () => {
    const probe = (await start()).get(ProbeTasks);
    await eventually(() => expect(probe.turns.length).toBeGreaterThan(1));
    const sql = new SqlConnection(database.url);
    await sql.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND application_name = 'convoke-schedule'`);
    await sql.close();
    const before = probe.turns.length;
    await eventually(() => expect(probe.turns.length).toBeGreaterThan(before + 2));
  });

  test('begins everything at an instant of its own, within ten minutes', () => {
    const names = Array.from({ length: 200 }, (_, index) => `Tasks.method${index}`);
    const first = names.map((name) => firstRunAfter({ name, everyMs: 5_000 }));
    expect(new Set(first).size).toBeGreaterThan(180);
    expect(Math.max(...first)).toBeLessThan(5_000);
    expect(firstRunAfter({ name: 'Tasks.daily', everyMs: 24 * 3_600_000 })).toBeLessThan(600_000);
  });
});
