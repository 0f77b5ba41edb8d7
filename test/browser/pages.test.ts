import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import axe, { type Result, type RunOnly } from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { BuiltAssets } from '../../src/platform/http/assets/built-assets.js';
import { report, SCREENS } from './browser-report.js';
import { PAGE_STATES } from './page-states.js';
import { PageWeights, tooHeavy, weigh } from './page-weight.js';
import { Stage } from './stage.js';
import { STANDING_PAGES, type StandingPage } from './standing-pages.js';

const WIDTHS = [1280, 360, 320];
const PICTURED = [1280, 360];
const COLOURS = ['light', 'dark'] as const;
/** In other colours nothing but colours can be wrong; to look for all again takes five times as long. */
const RULES: Record<(typeof COLOURS)[number], RunOnly> = {
  light: {
    type: 'tag',
    values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  },
  dark: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
};
const PAGES = join(process.cwd(), 'web/pages');

async function violationsOf(tab: Page, rules: RunOnly): Promise<string[]> {
  const found = (await tab.evaluate(
    (runOnly) => (window as unknown as { axe: typeof axe }).axe.run({ runOnly, resultTypes: ['violations'] }),
    rules,
  )) as { violations: Result[] };
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Nothing but tables scrolls sideways. */
const overflowOf = (tab: Page) =>
  tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

describe('each page', () => {
  let stage: Stage;
  let stranger: BrowserContext;
  let viewer: BrowserContext;
  let admin: BrowserContext;
  let seen: (page: StandingPage) => Promise<Page>;
  const weights = new PageWeights();
  beforeAll(async () => {
    stage = await Stage.open();
    const person = await stage.here.signUp({ first_name: 'Olivia', last_name: 'Ortega' });
    [stranger, viewer] = [await stage.visitor(), await stage.signedIn(person)];
    admin = await stage.signedIn(await stage.here.signUpAs('admin'));
    seen = async ({ isSignedIn, isForAdmin, open }) => {
      const context = isForAdmin ? admin : isSignedIn ? viewer : stranger;
      const tab = context.pages()[0] ?? (await context.newPage());
      await context.setOffline(false);
      await open(tab, { here: stage.here, viewer: person });
      await tab.evaluate(axe.source);
      return tab;
    };
  });
  afterAll(() => stage.close());

  it('is looked at', () => {
    const files = readdirSync(PAGES, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.page.tsx'))
      .map((file) => relative('.', file).replace('.page.tsx', ''));
    expect([...new Set(STANDING_PAGES.map(({ page }) => page))].sort()).toEqual(files.sort());
  });

  it('is looked at in every state, or brought to it by a test', () => {
    const looks = new Set(STANDING_PAGES.map(({ name }) => name));
    const isReached = (by: string) => {
      const [file, title = ''] = by.split(': ');
      const text = () => readFileSync(join('test', `${file}.test.ts`), 'utf8');
      return looks.has(by) || (title !== '' && text().includes(`it('${title}`));
    };
    const states = Object.entries(PAGE_STATES).flatMap(([page, all]) =>
      Object.entries(all).map(([state, by]) => ({ page, state, by })),
    );
    report('states of pages, each reached', String(states.length));
    expect(states.filter(({ by }) => !isReached(by))).toEqual([]);
  });

  it.each(STANDING_PAGES)('$name is open to all, in every width and colour', async (page) => {
    const tab = await seen(page);
    const weight = await weigh(tab, stage.here.app.get(BuiltAssets));
    weights.add(page.page, weight);
    const wrong = tooHeavy(page.page, weight);
    expect(weight.html).toBeGreaterThan(0);
    for (const width of WIDTHS)
      for (const colorScheme of COLOURS) {
        await tab.setViewportSize({ width, height: 860 });
        await tab.emulateMedia({ colorScheme });
        const where = `${width} ${colorScheme}`;
        wrong.push(
          ...(await violationsOf(tab, RULES[colorScheme])).map((violation) => `${where} ${violation}`),
        );
        const overflow = await overflowOf(tab);
        if (overflow > 0) wrong.push(`${where} scrolls sideways by ${overflow} pixels`);
        if (PICTURED.includes(width))
          await tab.screenshot({
            path: join(SCREENS, `${page.name}-${width}-${colorScheme}.png`),
            fullPage: true,
          });
      }
    expect(wrong).toEqual([]);
  });

  it('weighs no more than it may', () => {
    for (const [page, figure, limit] of weights.rows())
      report(`${page}: script + style + HTML, gzip`, figure, limit);
    expect(weights.rows().length).toBeGreaterThan(0);
  });

  it('says nothing to the console and asks no other host', () => {
    const looks = STANDING_PAGES.length * WIDTHS.length * COLOURS.length;
    report('looks by axe, none with a violation', String(looks), '0 violations');
    expect(stage.complaints).toEqual([]);
  });
});
