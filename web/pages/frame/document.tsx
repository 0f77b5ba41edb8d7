import { renderToString } from 'preact-render-to-string';
import { scriptJson } from '../../lib/escape.js';
import { isKey, MESSAGES, translator } from '../../lib/i18n.js';
import type { Page, PageContext, PageFacts } from '../page.js';
import { Frame } from './frame.js';

/** Addresses of what the build made. */
export interface PageAssets {
  style: string;
  font: string;
  /** Of an island: its script, and the chunks that it begins with. */
  scriptsOf(island: string): readonly string[];
}

export const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 28 28'%3E%3Crect width='28' " +
  "height='28' rx='7' fill='%230b6454'/%3E%3Cpath d='M19 9.5A7 7 0 1 0 19 18.5' fill='none' stroke='%23fff' " +
  "stroke-width='3' stroke-linecap='round'/%3E%3Ccircle cx='20' cy='14' r='2' fill='%23fff'/%3E%3C/svg%3E";

/** The whole document: a pure function of the body that JSON would give, and of who asks. */
export function renderPage<Body>(page: Page<Body>, body: Body, facts: PageFacts, assets: PageAssets): string {
  const context: PageContext = { ...facts, t: translator(facts.language), knows: isKey };
  const props = { body, page: context };
  const view = page.View(props);
  const island = typeof page.island === 'function' ? page.island(props) : page.island;
  const data = island && {
    ...(island.hydrates && { body: island.pack?.(body) ?? body, facts }),
    ...(island.worker && { worker: assets.scriptsOf(island.worker)[0] }),
    ...(island.facts && { facts: island.facts }),
    messages: messagesFor(facts, ['frame.offline', ...island.messages]),
  };
  const html = renderToString(
    <html
      lang={facts.language}
      data-theme={facts.theme ?? undefined}
      data-embed={facts.isEmbedded || undefined}
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${page.title(props)} · ${facts.site}`}</title>
        {page.isPrivate && <meta name="robots" content="noindex" />}
        <link rel="icon" href={ICON} />
        <link rel="preload" href={assets.font} as="font" type="font/woff2" crossorigin="anonymous" />
        <link rel="stylesheet" href={assets.style} />
        {island && assets.scriptsOf(island.name).map((src) => <script type="module" src={src} key={src} />)}
      </head>
      <body>
        <Frame page={context} width={page.width ?? 'narrow'}>
          {island?.hydrates ? <div id="island">{view}</div> : view}
        </Frame>
        {data && (
          <script type="application/json" id="data" dangerouslySetInnerHTML={{ __html: scriptJson(data) }} />
        )}
      </body>
    </html>,
  );
  return `<!doctype html>${html}`;
}

function messagesFor({ language }: PageFacts, prefixes: readonly string[]): Record<string, string> {
  const all = Object.entries(MESSAGES[language]);
  return Object.fromEntries(all.filter(([key]) => prefixes.some((prefix) => key.startsWith(prefix))));
}
