import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { Config } from '../config/config.js';
import { productVersion } from '../config/versions.js';
import { Database } from '../database/database.js';
import { JobDurations } from '../engine/jobs/job-durations.js';
import { JobQueue, type QueueStatistics } from '../engine/ports/job-queue.js';

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const MEASURED_EVERY_MS = 5_000;
const OUTBOX_COUNTED_UP_TO = 100_000;

interface Backlog {
  queues: QueueStatistics[];
  outbox: { open: number; seconds: number };
  mails: { waiting: number; seconds: number };
}

@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request line to the end of the answer, by route pattern and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [this.registry],
  });
  private readonly events = new Counter({
    name: 'events_total',
    help: 'Events that left the outbox, by name: bookings, payments and refunds among them.',
    labelNames: ['name'],
    registers: [this.registry],
  });
  private readonly throttled = new Counter({
    name: 'throttled_requests_total',
    help: 'Requests that were refused by a limit, by the code of the refusal.',
    labelNames: ['code'],
    registers: [this.registry],
  });
  private readonly dependencies = this.gauge('dependency_up', '1 where what it depends on answers.', ['name']);
  private readonly violations = new Counter({
    name: 'invariant_violations_total',
    help: 'Rows that broke an invariant of the product; anything above zero is a fault.',
    labelNames: ['invariant'],
    registers: [this.registry],
  });
  private readonly recurring = new Histogram({
    name: 'recurring_run_duration_seconds',
    help: 'Duration of recurring runs, by name and outcome.',
    labelNames: ['name', 'outcome'],
    buckets: SECONDS,
    registers: [this.registry],
  });
  private readonly pool = this.gauge('database_pool_connections', 'Connections of the pool by state.', [
    'state',
  ]);
  private readonly jobs = this.gauge('job_queue_jobs', 'Jobs by kind and state.', ['queue', 'state']);
  private readonly oldestJob = this.gauge(
    'job_queue_oldest_waiting_seconds',
    'Age of the oldest job that is due.',
    ['queue'],
  );
  private readonly outboxRows = this.gauge(
    'outbox_open_rows',
    'Events that have not reached each of their listeners.',
  );
  private readonly outboxLag = this.gauge('outbox_lag_seconds', 'Age of the oldest such event.');
  private readonly mailsWaiting = this.gauge('mails_waiting', 'Mails that were not sent yet.');
  private readonly oldestMail = this.gauge('mail_oldest_waiting_seconds', 'Age of the oldest such mail.');
  private readonly failedMails = new Counter({
    name: 'mails_failed_total',
    help: 'Mails that were given up after three days.',
    registers: [this.registry],
  });
  private readonly observers = new Map<string, { observe(seconds: number): void }>();
  private backlog?: { takenAt: number; reading: Promise<Backlog | undefined> };

  constructor(
    private readonly db: Database,
    private readonly queue: JobQueue,
    { histogram }: JobDurations,
    { role }: Config,
  ) {
    const build = { version: productVersion, node: process.versions.node, role };
    this.gauge('build_info', 'Always 1; what runs is in the labels.', Object.keys(build)).set(build, 1);
    this.registry.registerMetric(histogram);
    collectDefaultMetrics({ register: this.registry });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  observeRequest(method: string, route: string, status: number, milliseconds: number): void {
    const key = `${method} ${route} ${status}`;
    let observer = this.observers.get(key);
    if (!observer) {
      observer = this.requests.labels({ method, route, status });
      this.observers.set(key, observer);
    }
    observer.observe(milliseconds / 1000);
  }

  observeRun(name: string, outcome: 'completed' | 'failed', milliseconds: number): void {
    this.recurring.observe({ name, outcome }, milliseconds / 1000);
  }

  countEvent(name: string): void {
    this.events.inc({ name });
  }

  countThrottled(code: string): void {
    this.throttled.inc({ code });
  }

  showDependency(name: string, isUp: boolean): void {
    this.dependencies.set({ name }, isUp ? 1 : 0);
  }

  /** Asked at every reading; where there is no answer the last one stands. */
  watch(name: string, help: string, ask: () => number | Promise<number>): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      async collect() {
        const answer = await Promise.resolve(ask()).catch(() => undefined);
        if (answer !== undefined) this.set(answer);
      },
    });
  }

  countFailedMail(): void {
    this.failedMails.inc();
  }

  reportViolations(invariant: string, rows: number): void {
    this.violations.inc({ invariant }, rows);
  }

  /** Prometheus' text. With the database away the process' own numbers are still given. */
  async text(): Promise<string> {
    for (const [state, count] of Object.entries(this.db.connections())) this.pool.set({ state }, count);
    const backlog = await this.readBacklog();
    if (backlog) this.show(backlog);
    return this.registry.metrics();
  }

  private show({ queues, outbox, mails }: Backlog): void {
    for (const { name: queue, waiting, active, delayed, failed, oldest_waiting_seconds: oldest } of queues) {
      for (const [state, count] of Object.entries({ waiting, active, delayed, failed }))
        this.jobs.set({ queue, state }, count);
      this.oldestJob.set({ queue }, oldest);
    }
    this.outboxRows.set(outbox.open);
    this.outboxLag.set(outbox.seconds);
    this.mailsWaiting.set(mails.waiting);
    this.oldestMail.set(mails.seconds);
  }

  private readBacklog(): Promise<Backlog | undefined> {
    if (!this.backlog || performance.now() - this.backlog.takenAt > MEASURED_EVERY_MS) {
      this.backlog = { takenAt: performance.now(), reading: this.measureBacklog().catch(() => undefined) };
    }
    return this.backlog.reading;
  }

  private async measureBacklog(): Promise<Backlog> {
    const [outbox] = await this.db.query<{ open: number; seconds: number }>(
      `SELECT count(*)::int AS open,
         coalesce(extract(epoch FROM clock_timestamp() - min(occurred_at)), 0)::float8 AS seconds
       FROM (SELECT occurred_at FROM platform.outbox WHERE done_at IS NULL ORDER BY id
         LIMIT ${OUTBOX_COUNTED_UP_TO}) open`,
    );
    const [mails] = await this.db.query<{ waiting: number; seconds: number }>(
      `SELECT count(*)::int AS waiting,
         coalesce(extract(epoch FROM clock_timestamp() - min(created_at)), 0)::float8 AS seconds
       FROM platform.mails WHERE status = 'waiting'`,
    );
    return { outbox: outbox!, mails: mails!, queues: await this.queue.statistics() };
  }

  private gauge(name: string, help: string, labelNames: string[] = []): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}
