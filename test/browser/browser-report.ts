import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const FOLDER = join(process.cwd(), 'reports');
const figures: string[] = [];

export const SCREENS = join(FOLDER, 'screens');

/** What a tab shows, in the widths and colours that people look at. */
export async function pictures(tab: Page, name: string): Promise<void> {
  for (const width of [1280, 360])
    for (const colorScheme of ['light', 'dark'] as const) {
      await tab.setViewportSize({ width, height: 860 });
      await tab.emulateMedia({ colorScheme });
      await tab.screenshot({ path: join(SCREENS, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
  await tab.setViewportSize({ width: 1280, height: 860 });
}

/** A figure that was measured and, where there is one, its limit; `reports/browser.md` holds them all. */
export function report(what: string, figure: string, limit = ''): void {
  figures.push(`| ${what} | ${figure} | ${limit} |`);
  mkdirSync(FOLDER, { recursive: true });
  const head = ['# Pages in a browser', '', '| what | figure | limit |', '|---|---|---|'];
  writeFileSync(join(FOLDER, 'browser.md'), `${[...head, ...figures].join('\n')}\n`);
}
