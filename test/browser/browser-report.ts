import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const FOLDER = join(process.cwd(), 'reports');

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

/**
 * A figure that was measured and, where there is one, its limit; `reports/browser.md` holds them all, of both
 * halves of a run, which begins it.
 */
export function report(what: string, figure: string, limit = ''): void {
  mkdirSync(FOLDER, { recursive: true });
  appendFileSync(join(FOLDER, 'browser.md'), `| ${what} | ${figure} | ${limit} |\n`);
}
