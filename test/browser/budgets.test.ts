import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { report } from './browser-report.js';
import { Stage } from './stage.js';

/** How heavy each page may be, `page-weight.ts` says. */
const BUDGET = { requests: 4, shift: 0.02, paintMs: 1_000 };
/** On a machine that does other things, too. */
const TIMES_A_BLANK_PAGE = 8;
const BUILD_MS = 3_000;
const TIMES_A_BARE_NODE = 40;
const ROUNDS = 5;
const PUBLIC = ['/', '/events', '/login', '/register', '/forgot-password'];

interface Load {
  requests: number;
  shift: number;
}

async function loadOf(context: BrowserContext, path: string): Promise<Load> {
  const tab = await context.newPage();
  await tab.goto(path);
  const shift = await shiftOf(tab);
  const requests = await requestsBeforePaint(tab);
  await tab.close();
  return { requests, shift };
}

const shiftOf = (tab: Page) =>
  tab.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver(() => undefined);
        observer.observe({ type: 'layout-shift', buffered: true });
        requestAnimationFrame(() =>
          resolve(
            observer.takeRecords().reduce((sum, each) => sum + (each as unknown as { value: number }).value, 0),
          ),
        );
      }),
  );

/** Of what holds the first paint up, and what was asked before it came. */
const requestsBeforePaint = (tab: Page) =>
  tab.evaluate(() => {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    const asked = performance.getEntriesByType('resource').filter(({ name }) => name.startsWith('http'));
    return 1 + asked.filter(({ startTime }) => startTime < (paint?.startTime ?? Infinity)).length;
  });

async function firstPaint(tab: Page, path: string): Promise<number> {
  await tab.goto(path);
  return tab.evaluate(
    () =>
      new Promise<number>((resolve) =>
        new PerformanceObserver((list, observer) => {
          const [found] = list.getEntriesByName('first-contentful-paint');
          if (!found) return;
          observer.disconnect();
          resolve(found.startTime);
        }).observe({ type: 'paint', buffered: true }),
      ),
  );
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

describe('the budgets of pages', () => {
  let stage: Stage;
  beforeAll(async () => void (stage = await Stage.open()));
  afterAll(() => stage.close());

  it.each(PUBLIC)('hold at %s', async (path) => {
    const context = await stage.visitor();
    const load = await loadOf(context, path);
    await context.close();
    report(`${path} requests before the first paint`, String(load.requests), String(BUDGET.requests));
    report(`${path} layout shift`, load.shift.toFixed(3), String(BUDGET.shift));
    const broken = (['requests', 'shift'] as const).filter((what) => load[what] > BUDGET[what]);
    expect(broken.map((what) => `${what}: ${load[what]}`)).toEqual([]);
    expect(load.requests).toBeGreaterThan(1);
  });

  it('let the first paint come soon', async () => {
    const tab = await (await stage.visitor()).newPage();
    await tab.route('**/blank', (route) => route.fulfill({ contentType: 'text/html', body: '<p>.' }));
    const [blank, login]: number[][] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      blank!.push(await firstPaint(tab, '/blank'));
      login!.push(await firstPaint(tab, '/login'));
    }
    const limit = Math.max(BUDGET.paintMs, TIMES_A_BLANK_PAGE * median(blank!));
    report('first paint of a blank page', `${Math.round(median(blank!))} ms`);
    report('first paint of /login', `${Math.round(median(login!))} ms`, `${Math.round(limit)} ms`);
    expect(median(login!)).toBeLessThan(limit);
  });

  it('are met by the build', () => {
    const out = mkdtempSync(join(tmpdir(), 'convoke-assets-'));
    const timed = (...args: string[]) => {
      const from = performance.now();
      expect(spawnSync(process.execPath, args).status).toBe(0);
      return performance.now() - from;
    };
    const bare = timed('-e', '0');
    const build = timed('web/build.mjs', out);
    rmSync(out, { recursive: true });
    const limit = Math.max(BUILD_MS, TIMES_A_BARE_NODE * bare);
    report('web/build.mjs', `${Math.round(build)} ms`, `${Math.round(limit)} ms`);
    expect(build).toBeLessThan(limit);
  });
});
