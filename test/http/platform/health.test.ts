import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { Database } from '../../../src/platform/database/database.js';
import { JobRunner } from '../../../src/platform/engine/jobs/job-runner.js';
import { JobHandler } from '../../../src/platform/engine/ports/job-handler.js';
import { Metrics } from '../../../src/platform/observability/metrics.js';
import { testApp, type TestApp } from './test-app.js';

export class ProbeQueue {
  @JobHandler('probe.queue')
  run(): void {}
}

const INSTANT = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/);

describe('health', () => {
  let here: TestApp;
  beforeAll(async () => void (here = await testApp([])));
  afterAll(() => here.close());

  it.each(['/health', '/health/'])('%s says that the server answers', async (path) => {
    const { status, body } = await here.http.get(path);
    expect([status, body]).toEqual([200, { status: 'healthy', timestamp: INSTANT, version: '1.0.0' }]);
  });

  it('/health/live says that the process is alive', async () => {
    const { body } = await here.http.get('/health/live');
    expect(body).toEqual({ status: 'alive', timestamp: INSTANT, app_ready: true });
  });

  it('/health/ready asks each dependency', async () => {
    const { status, body } = await here.http.get('/health/ready/');
    const check = { status: 'healthy', latency_ms: expect.any(Number) };
    const redis = { status: 'not_configured', latency_ms: null };
    expect(status).toBe(200);
    expect(body).toEqual({
      status: 'healthy',
      timestamp: INSTANT,
      checks: { database: check, redis, channels: check },
      total_latency_ms: expect.any(Number),
    });
  });

  it('/health/ready is 503 while the database is away, and keeps what it found for a second', async () => {
    const ready = async () => here.http.impatient().get('/health/ready');
    here.clock.advance(1_000);
    const query = jest.spyOn(here.app.get(Database), 'query').mockRejectedValue(new Error('away'));
    const { status, body, headers } = await ready();
    expect([status, body.status, body.checks.database.status]).toEqual([503, 'unhealthy', 'unhealthy']);
    expect(headers.get('retry-after')).not.toBeNull();

    query.mockClear();
    query.mockRestore();
    const asked = jest.spyOn(here.app.get(Database), 'query');
    here.clock.advance(999);
    expect((await Promise.all([ready(), ready()])).map((answer) => answer.status)).toEqual([503, 503]);
    expect((await here.http.get('/health/status')).body.status).toBe('degraded');
    const probes = () => asked.mock.calls.filter(([sql]) => sql === 'SELECT 1').length;
    expect(probes()).toBe(0);

    here.clock.advance(1);
    expect((await Promise.all([ready(), ready()])).map((answer) => answer.status)).toEqual([200, 200]);
    expect(probes()).toBe(1);
    asked.mockRestore();
  });

  it('/health/status speaks of Node and Nest', async () => {
    const { body } = await here.http.get('/health/status');
    expect(body).toEqual({
      status: 'ok',
      timestamp: INSTANT,
      uptime_check_ms: expect.any(Number),
      system: {
        node_version: process.versions.node,
        platform: process.platform,
        framework_version: expect.stringMatching(/^12\./),
        environment: 'test',
      },
      database: {
        status: 'connected',
        version: expect.stringMatching(/^PostgreSQL 18/),
        table_count: expect.any(Number),
      },
      cache: { status: 'working', backend: 'memory' },
      debug_mode: false,
      allowed_hosts: ['localhost:8000'],
    });
    expect(body.database.table_count).toBeGreaterThan(3);
  });

  it('/metrics measures requests by route, the pool, the queue and the outbox', async () => {
    await here.http.get('/health');
    here.app.get(Metrics).reportViolations('seats', 0);
    const job = here.app.get(JobRunner, { strict: false }).run('probe.queue', '1', { payload: {} });
    await expect(job).rejects.toThrow('no handler');
    const { body, headers } = await here.http.get('/metrics');
    expect(headers.get('content-type')).toContain('text/plain');
    for (const series of [
      'http_request_duration_seconds_count{method="GET",route="/health',
      'database_pool_connections{state="idle"}',
      'outbox_lag_seconds 0',
      'outbox_open_rows 0',
      'job_queue_jobs{queue="probe.queue",state="waiting"}',
      'job_duration_seconds_count{queue="probe.queue",outcome="failed"} 1',
      'nodejs_eventloop_lag_seconds',
      'process_resident_memory_bytes',
      'invariant_violations_total{invariant="seats"} 0',
    ]) {
      expect(body).toContain(series);
    }
  });

  it('/metrics tells of events, refusals by limits, what it depends on and what runs', async () => {
    const metrics = here.app.get(Metrics);
    metrics.countEvent('booking.confirmed');
    metrics.countThrottled('RATE_LIMITED');
    metrics.watch('probe_now', 'Asked at every reading.', () => 7);
    const { body } = await here.http.get('/metrics');
    for (const series of [
      'events_total{name="booking.confirmed"} 1',
      'throttled_requests_total{code="RATE_LIMITED"} 1',
      'dependency_up{name="database"} 1',
      `build_info{version="1.0.0",node="${process.versions.node}",role="all"} 1`,
      'probe_now 7',
    ])
      expect(body).toContain(series);
    expect(body).not.toContain('dependency_up{name="redis"}');
  });

  it('/metrics has all that the alert rules and the dashboard of docs/operations.md ask for', async () => {
    const { body: told } = await here.http.get('/metrics');
    const known = new Set([...told.matchAll(/^# HELP (\w+)/gm)].map(([, name]: string[]) => name!));
    const manual = readFileSync('docs/operations.md', 'utf8');
    const blocks = [...manual.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => parse(text!) as any);
    const alerts = blocks.find(({ groups }) => groups).groups[0].rules as {
      expr: string;
      annotations: object;
    }[];
    const dashboard = JSON.parse(readFileSync('docs/dashboard.json', 'utf8'));
    const panels = dashboard.panels.map((panel: any) => panel.targets[0].expr as string);
    expect([alerts.length, panels.length]).toEqual([13, 15]);
    const asked = [...alerts.map(({ expr }) => expr), ...panels].flatMap((expr) =>
      [...expr.replace(/"[^"]*"/g, '').matchAll(/[a-z]+(?:_[a-z]+)+/g)].map(([name]) =>
        name.replace(/_(?:bucket|count|sum)$/, ''),
      ),
    );
    // A function, and what `realtime/replay.test.ts` measures, for this small application has no sockets.
    const others = new Set(['histogram_quantile', 'sockets_open', 'feed_lag_seconds']);
    expect(asked.filter((name) => !known.has(name) && !others.has(name))).toEqual([]);
    expect(alerts.every(({ annotations }) => 'do' in annotations)).toBe(true);
  });

  it.each(['X-Forwarded-For', 'X-Forwarded-Proto', 'Forwarded'])(
    '/metrics is closed to who comes through a proxy that sends %s, an admin too',
    async (name) => {
      const { status, body } = await here.http.get('/metrics', { headers: { [name]: '127.0.0.1' } });
      expect([status, body.code]).toEqual([403, 'FORBIDDEN']);
      expect((await here.as('admin-1').get('/metrics', { headers: { [name]: 'x' } })).status).toBe(403);
    },
  );

  it('tells admins alone how the queues stand', async () => {
    expect((await here.http.get('/api/v1/admin/queues')).status).toBe(401);
    expect((await here.as('user-1').get('/api/v1/admin/queues')).status).toBe(403);
    const unknown = await here.as('admin-1').get('/api/admin/queues?ordering=nonsense');
    expect([unknown.status, Object.keys(unknown.body.field_errors)]).toEqual([400, ['ordering']]);
    const { status, body } = await here.as('admin-1').get('/api/admin/queues');
    expect(status).toBe(200);
    expect(Object.keys(body[0])).toEqual([
      'name',
      'waiting',
      'active',
      'delayed',
      'failed',
      'completed_last_hour',
      'oldest_waiting_seconds',
    ]);
  });
});

describe('metrics by token', () => {
  it('are for who sends METRICS_TOKEN from elsewhere, or asks on this machine', async () => {
    const here = await testApp([], { METRICS_TOKEN: 'a-token-for-scraping' });
    const from = (authorization?: string) =>
      here.http.get('/metrics', {
        headers: { 'x-forwarded-for': '203.0.113.7', ...(authorization && { authorization }) },
      });
    expect((await from('Bearer a-token-for-scraping')).status).toBe(200);
    expect((await here.http.get('/metrics')).status).toBe(200);
    for (const wrong of [undefined, 'Bearer a-token-for-scrapin', 'Basic a-token-for-scraping', 'Bearer '])
      expect((await from(wrong)).status).toBe(403);
    await here.close();
  });
});

describe('health in production', () => {
  it('tells versions, table count and hosts to admins only', async () => {
    const here = await testApp([], { NODE_ENV: 'production' });
    const stranger = (await here.http.get('/health/status')).body;
    expect(stranger.system).toEqual({ platform: process.platform, environment: 'production' });
    expect([stranger.database, stranger.allowed_hosts]).toEqual([{ status: 'connected' }, undefined]);
    const { body } = await here.as('admin-1').get('/health/status');
    expect(body.system.node_version).toBe(process.versions.node);
    expect(body.database.table_count).toBeGreaterThan(3);
    await here.close();
  });
});
