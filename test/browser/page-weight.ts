import { basename } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import type { BuiltAssets } from '../../src/platform/http/assets/built-assets.js';

const KB = 1_000;
const STYLE = 12 * KB;
const HTML = 12 * KB;
/** Of script, by the folder of the page: who books waits for least. */
const SCRIPT: Readonly<Record<string, number>> = { booking: 25 * KB, admin: 90 * KB, organize: 90 * KB };
const OTHERS = 60 * KB;

/** In bytes, as gzip sends them. */
export interface PageWeight {
  script: number;
  style: number;
  html: number;
}

const sizes = new Map<string, number>();

function sizeOf(file: string, assets: BuiltAssets): number {
  const size = sizes.get(file) ?? gzipSync(assets.find(file)!.bytes).length;
  sizes.set(file, size);
  return size;
}

/** Of the document that a tab shows, with all that it has loaded so far, from a cache too. */
export async function weigh(tab: Page, assets: BuiltAssets): Promise<PageWeight> {
  const { html, files } = await tab.evaluate(() => {
    const [document] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
    return {
      html: document?.encodedBodySize ?? 0,
      files: performance.getEntriesByType('resource').map(({ name }) => name),
    };
  });
  const sum = (ending: string) =>
    [...new Set(files.map((name) => basename(new URL(name).pathname)))]
      .filter((name) => name.endsWith(ending))
      .reduce((all, name) => all + sizeOf(name, assets), 0);
  return { script: sum('.js'), style: sum('.css'), html };
}

export function limitsOf(page: string): PageWeight {
  return { script: SCRIPT[page.split('/', 1)[0]!] ?? OTHERS, style: STYLE, html: HTML };
}

export function tooHeavy(page: string, weight: PageWeight): string[] {
  const limits = limitsOf(page);
  const parts = ['script', 'style', 'html'] as const;
  return parts.flatMap((part) =>
    weight[part] > limits[part] ? [`${part} is ${weight[part]} bytes of ${limits[part]}`] : [],
  );
}

/** The heaviest of each page, over its states. */
export class PageWeights {
  private readonly heaviest = new Map<string, PageWeight>();

  add(page: string, weight: PageWeight): void {
    const { script, style, html } = this.heaviest.get(page) ?? { script: 0, style: 0, html: 0 };
    this.heaviest.set(page, {
      script: Math.max(script, weight.script),
      style: Math.max(style, weight.style),
      html: Math.max(html, weight.html),
    });
  }

  /** What `reports/browser.md` says of each page, and the limit of each. */
  rows(): [page: string, figure: string, limit: string][] {
    const text = ({ script, style, html }: PageWeight) =>
      [script, style, html].map((bytes) => (bytes / KB).toFixed(1)).join(' + ');
    return [...this.heaviest]
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([page, weight]) => [page, `${text(weight)} kB`, `${text(limitsOf(page))} kB`]);
  }
}
