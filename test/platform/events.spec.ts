import { Injectable, Module, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { loadConfig } from '../../src/platform/config/config.js';
import { ConfigModule } from '../../src/platform/config/config.module.js';
import { Database } from '../../src/platform/database/database.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import { EngineModule } from '../../src/platform/engine/engine.module.js';
import { JobQueue } from '../../src/platform/engine/ports/job-queue.js';
import { defineEvent, type PublishedEvent } from '../../src/platform/events/event.js';
import { EventsModule } from '../../src/platform/events/events.module.js';
import { ObservabilityModule } from '../../src/platform/observability/observability.module.js';
import { integer } from '../../src/platform/events/payload.js';
import { OnEvent, OnEvents, OnEventsInOrder, OnEventThat } from '../../src/platform/events/on-event.js';
import { Outbox } from '../../src/platform/events/outbox.js';
import { OutboxSweep } from '../../src/platform/events/outbox-sweep.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { eventually } from '../support/eventually.js';
import { SqlConnection } from '../support/sql.js';

const Heard = defineEvent('probe.heard', { number: integer });
const Unheard = defineEvent('probe.unheard', { number: integer });

@Injectable()
class ProbeListeners {
  readonly single: number[] = [];
  readonly concerned: number[] = [];
  readonly batches: number[][] = [];
  readonly ordered: number[] = [];
  failing = false;

  @OnEvent(Heard)
  async one(event: PublishedEvent<{ number: number }>): Promise<void> {
    if (this.failing && event.payload.number % 2 === 1) throw new Error('This probe fails on odd numbers.');
    this.single.push(event.payload.number);
  }

  @OnEventThat(({ number }) => number >= 247, Heard)
  async large({ payload }: PublishedEvent<{ number: number }>): Promise<void> {
    this.concerned.push(payload.number);
  }

  @OnEvents(Heard)
  async many(events: PublishedEvent<{ number: number }>[]): Promise<void> {
    this.batches.push(events.map(({ payload }) => payload.number));
  }

  @OnEventsInOrder(Heard)
  async inOrder(events: PublishedEvent<{ number: number }>[]): Promise<void> {
    this.ordered.push(...events.map(({ payload }) => payload.number));
  }
}

describe('events', () => {
  let database: TestDatabase;
  let sql: SqlConnection;
  let app: INestApplicationContext;
  let probe: ProbeListeners;

  beforeEach(async () => {
    database = await createTestDatabase();
    sql = new SqlConnection(database.url);
    const config = loadConfig({ NODE_ENV: 'test', DATABASE_URL: database.url, LOG_LEVEL: 'silent' });
    const engine = EngineModule.of(config);
    @Module({
      imports: [ConfigModule.of(config), DatabaseModule, engine, EventsModule, ObservabilityModule],
      providers: [ProbeListeners],
    })
    class ProbeEventsModule {}
    app = await NestFactory.createApplicationContext(ProbeEventsModule, { logger: false });
    probe = app.get(ProbeListeners);
    await app.get(JobQueue).statistics();
  });

  afterEach(async () => {
    await app.close();
    await sql.close();
    await database.drop();
  });

  const publish = (type: typeof Heard, numbers: number[]) =>
    app.get(Database).transaction((tx) =>
      app.get(Outbox).publishMany(
        tx,
        type,
        numbers.map((number) => ({ number })),
      ),
    );
  const upTo = (count: number) => Array.from({ length: count }, (_, number) => number);
  const open = () => sql.value('SELECT count(*)::int FROM platform.outbox WHERE done_at IS NULL');
  const jobs = () => sql.value('SELECT count(*)::int FROM graphile_worker._private_jobs');

  test('reach each listener once, in its own way, and are done without the queue or the sweep', async () => {
    await publish(Heard, upTo(250));
    await eventually(async () => expect(await open()).toBe(0));
    expect(probe.single.toSorted((a, b) => a - b)).toEqual(upTo(250));
    expect(probe.batches.flat().toSorted((a, b) => a - b)).toEqual(upTo(250));
    expect(Math.max(...probe.batches.map(({ length }) => length))).toBe(100);
    expect(probe.ordered).toEqual(upTo(250));
    expect(await sql.value('SELECT count(*)::int FROM platform.handled')).toBe(1_000);
    expect(await jobs()).toBe(0);
  });

  test('that do not concern a listener are marked for it by the batch', async () => {
    await publish(Heard, upTo(250));
    await eventually(async () => expect(await open()).toBe(0));
    expect(probe.concerned.toSorted()).toEqual([247, 248, 249]);
    const transactions = `SELECT count(DISTINCT xmin::text)::int FROM platform.handled WHERE listener = $1`;
    // Three batches of a hundred at most, and one of each that concerns it.
    expect(await sql.value(transactions, ['ProbeListeners.large'])).toBe(6);
  });

  test('are done at once where nobody listens', async () => {
    await publish(Unheard, [1]);
    await eventually(async () => expect(await open()).toBe(0));
  });

  test('that a listener failed on come again by the queue, to that listener alone', async () => {
    probe.failing = true;
    await publish(Heard, [1, 2, 3]);
    await eventually(async () => expect(await open()).toBe(2));
    expect(probe.single).toEqual([2]);
    expect(probe.ordered).toEqual([1, 2, 3]);
    probe.failing = false;
    await app.get(OutboxSweep).sweep();
    expect(await jobs()).toBe(0);
    await sql.query(`UPDATE platform.outbox SET dispatched_at = dispatched_at - interval '11 seconds'`);
    await sql.query(`UPDATE platform.delivery_failures SET next_at = next_at - interval '11 seconds'`);
    await app.get(OutboxSweep).sweep();
    await eventually(() => expect(probe.single.toSorted()).toEqual([1, 2, 3]));
    expect(probe.ordered).toEqual([1, 2, 3]);
    expect(probe.batches.flat()).toEqual([1, 2, 3]);
  });

  test('in order wait for their turn without a connection', async () => {
    const other = new SqlConnection(database.url);
    await other.query(`SELECT pg_advisory_lock(726684, hashtext('ProbeListeners.inOrder'))`);
    for (const number of upTo(8)) await publish(Heard, [number]);
    await eventually(() => expect(probe.single).toHaveLength(8));
    const used: number[] = [];
    await eventually(() => {
      const { total, idle } = app.get(Database).connections();
      used.push(total - idle);
      expect(used.filter((count) => count === 0).length).toBeGreaterThan(10);
    });
    // One of the eight asks for the turn; the dispatcher and the sweep may look at the outbox meanwhile.
    expect(Math.max(...used)).toBeLessThan(4);
    expect(probe.ordered).toEqual([]);
    await other.close();
    await eventually(() => expect(probe.ordered).toEqual(upTo(8)));
  });
});
