import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(process.cwd(), 'reports');
const figures: string[] = [];

export const SCREENS = join(FOLDER, 'screens');

/** A figure that was measured and, where there is one, its limit; `reports/browser.md` holds them all. */
export function report(what: string, figure: string, limit = ''): void {
  figures.push(`| ${what} | ${figure} | ${limit} |`);
  mkdirSync(FOLDER, { recursive: true });
  const head = ['# Pages in a browser', '', '| what | figure | limit |', '|---|---|---|'];
  writeFileSync(join(FOLDER, 'browser.md'), `${[...head, ...figures].join('\n')}\n`);
}
