import { definePage, type PageFacts } from '../../../web/pages/page.js';
import type { BuiltAssets } from '../http/assets/built-assets.js';
import type { PageFactsReader } from './page-facts.js';
import type { PageHeaders } from './page-headers.js';
import { PageRenderer } from './page-renderer.js';

const FACTS: PageFacts = {
  ...{
    site: 'Convoke',
    language: 'en',
    theme: null,
    zone: null,
    path: '/x',
    query: {},
    viewer: null,
    csrf: null,
  },
  ...{ typed: {}, failure: null, now: '2031-06-02T09:00:00.000Z', isEmbedded: false },
};
const ADA = { username: 'ada', fullName: 'Ada', isAdmin: false };
const response = { getHeader: () => '' } as never;

let drawn = 0;
let facts = FACTS;
const page = definePage<{ n: number }>({
  title: () => 'A page',
  View: ({ body: { n } }) => `drawn ${++drawn}, of ${n}`,
});
const renderer = new PageRenderer(
  { read: () => facts } as unknown as PageFactsReader,
  { style: '', font: '', scriptsOf: () => [] } as unknown as BuiltAssets,
  { set: () => undefined } as unknown as PageHeaders,
);

function shown(n: number, changes: Partial<PageFacts> = {}, method = 'GET'): string {
  facts = { ...FACTS, ...changes };
  const request = { method, query: {} } as never;
  const { text } = renderer.render(page as never, { n }, request, response, { status: 200 });
  return /drawn \d+, of \d+/.exec(text)![0];
}

describe('a page for strangers', () => {
  it('is drawn once, until its answer or what it knows of who asks changes', () => {
    const first = shown(1);
    expect(shown(1)).toBe(first);
    expect(shown(2)).toMatch(/of 2$/);
    const others = [
      { language: 'de' as const },
      { zone: 'Asia/Tokyo' },
      { theme: 'dark' as const },
      { path: '/y' },
    ];
    for (const other of others) expect(shown(1, other)).not.toBe(first);
    expect(shown(1)).toBe(first);
  });

  it('is drawn anew for who is signed in, and for a form', () => {
    expect(shown(1, { viewer: ADA })).not.toBe(shown(1, { viewer: ADA }));
    expect(shown(1, {}, 'POST')).not.toBe(shown(1, {}, 'POST'));
  });

  it('is forgotten where others are asked for more', () => {
    const first = shown(1);
    for (let n = 1_000; n < 1_300; n++) shown(n);
    expect(shown(1)).not.toBe(first);
  });
});
