import { join } from 'node:path';
import axe, { type RunOnly } from 'axe-core';
import type { BrowserContext, Page } from 'playwright-core';
import { BuiltAssets } from '../../src/platform/http/assets/built-assets.js';
import { report, SCREENS } from './browser-report.js';
import { PageWeights, tooHeavy, weigh } from './page-weight.js';
import { Stage } from './stage.js';
import type { StandingPage } from './standing-pages.js';

const NARROWEST = 320;
export const WIDTHS = [1280, 360, NARROWEST];
const PICTURED = [1280, 360];
const COLOURS = ['light', 'dark'] as const;
const ALL_RULES: RunOnly = {
  type: 'tag',
  values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
};
const OF_COLOUR = ['color-contrast', 'link-in-text-block'];
const OF_PLACE = ['target-size', 'scrollable-region-focusable'];

/**
 * In other colours nothing but colours can be wrong, and where no style begins between two widths nothing but
 * what lies where; to look for all again takes five times as long.
 */
function rulesFor(width: number, colour: (typeof COLOURS)[number]): RunOnly {
  if (colour === 'dark') return { type: 'rule', values: OF_COLOUR };
  return width === NARROWEST ? { type: 'rule', values: [...OF_COLOUR, ...OF_PLACE] } : ALL_RULES;
}

/** Put into words in the page itself: all that axe looked at is much to carry between processes. */
const violationsOf = (tab: Page, rules: RunOnly): Promise<string[]> =>
  tab.evaluate(async (runOnly) => {
    const here = window as unknown as { axe: typeof axe };
    const { violations } = await here.axe.run({ runOnly, resultTypes: ['violations'] });
    return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  }, rules);

/** Nothing but tables scrolls sideways. */
const overflowOf = (tab: Page) =>
  tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** Opens each of the pages, with one browser for all of them. */
export function describeLooks(pages: readonly StandingPage[]): void {
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
    for (const context of [stranger, viewer, admin]) await context.addInitScript({ content: axe.source });
    seen = async ({ isSignedIn, isForAdmin, open }) => {
      const context = isForAdmin ? admin : isSignedIn ? viewer : stranger;
      const tab = context.pages()[0] ?? (await context.newPage());
      await context.setOffline(false);
      await open(tab, { here: stage.here, viewer: person });
      return tab;
    };
  });
  afterAll(() => stage.close());

  it.each(pages)('$name is open to all, in every width and colour', async (page) => {
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
          ...(await violationsOf(tab, rulesFor(width, colorScheme))).map(
            (violation) => `${where} ${violation}`,
          ),
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
    const looks = pages.length * WIDTHS.length * COLOURS.length;
    report('looks by axe, none with a violation', String(looks), '0 violations');
    expect(stage.complaints).toEqual([]);
  });
}
