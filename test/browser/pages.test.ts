import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { report } from './browser-report.js';
import { describeLooks, WIDTHS } from './looks.js';
import { PAGE_STATES } from './page-states.js';
import { GUEST_PAGES, STANDING_PAGES } from './standing-pages.js';

const PAGES = join(process.cwd(), 'web/pages');
const REM = 16;

describe('each page', () => {
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

  it('has no style that begins between the two narrowest widths', () => {
    const [narrow, narrowest] = WIDTHS.slice(-2) as [number, number];
    const styles = readdirSync('web', { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.css'))
      .map((file) => readFileSync(join('web', file), 'utf8'));
    const begins = [...styles.join('\n').matchAll(/width(?::| *[<>]=?) *([\d.]+)(rem|px)\)/g)].map(
      ([, length, unit]) => Number(length) * (unit === 'rem' ? REM : 1),
    );
    expect(begins.length).toBeGreaterThan(0);
    expect(begins.filter((at) => at >= narrowest && at <= narrow)).toEqual([]);
  });
});

describe('each page of guests', () => describeLooks(GUEST_PAGES));
