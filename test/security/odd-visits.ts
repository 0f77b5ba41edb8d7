import { browserOf } from '../support/cookies.js';
import { pageRoutes } from '../support/page-routes.js';
import type { World } from '../support/world.js';
import { malformedVisits, type Malformed } from './malformed-inputs.js';

/** In letters: what refuses names what is wrong, and does not say it all again; programs read at length. */
const LARGEST_PAGE = 400_000;
/** Read by programs, from the address of a page's kind. */
const FOR_PROGRAMS = /^\/(?:api\/|embed\.js|llms\.txt)/;
/** What a page of ours never has: the inside of the product. */
const INSIDE = /node_modules|\.[jt]s:\d+:\d+|QueryFailed|\bat \w+ \(/;

interface Visits {
  requests: number;
  problems: string[];
}

/** Asks every page oddly, and sends every form oddly, as an admin who is signed in by cookie. */
export async function visitOddly(
  here: World,
  perRoute: number,
  progress: (text: string) => void,
): Promise<Visits> {
  const { username } = await here.admin();
  const problems: string[] = [];
  let requests = 0;
  let browser = await browserOf(here.http(), username);
  const routes = (['GET', 'POST'] as const).flatMap((method) =>
    pageRoutes(method).map((path) => ({ method, path })),
  );
  for (const [nth, { method, path }] of routes.entries()) {
    for (const visit of malformedVisits(path, method, nth, perRoute)) {
      const answer = await visited(here.url, method, visit, browser);
      requests++;
      problems.push(...answer.problems.map((problem) => `${method} ${path}, ${visit.what}: ${problem}`));
      if (answer.isSignedOut) browser = await browserOf(here.http(), username);
    }
    progress(`${nth + 1} of ${routes.length} pages and forms`);
  }
  return { requests, problems };
}

async function visited(
  url: string,
  method: string,
  { path, body, headers }: Malformed,
  { cookie, csrf }: { cookie: string; csrf: string },
): Promise<{ problems: string[]; isSignedOut: boolean }> {
  const answer = await fetch(url + path, {
    ...{ method, redirect: 'manual' },
    ...(body !== undefined && { body: `${body}&csrf_token=${csrf}` }),
    headers: { accept: 'text/html', origin: url, cookie, ...headers },
  });
  const text = await answer.text();
  const isRefused = answer.status >= 400;
  const isPage = (answer.headers.get('content-type') ?? '').startsWith('text/html');
  const isForProgram = FOR_PROGRAMS.test(path) || headers?.['accept'] !== undefined;
  const checks: [isWrong: boolean, problem: string][] = [
    [answer.status >= 500, `answered ${answer.status}`],
    [isRefused && !isForProgram && !isPage, `${answer.status} is no page`],
    [isRefused && isPage && !isExplained(text), `${answer.status} says nothing`],
    [(isRefused || !isForProgram) && text.length > LARGEST_PAGE, 'answered at length'],
    [INSIDE.test(text) && !isForProgram, 'shows its inside'],
  ];
  const isSignedOut = answer.status === 401 || /^\/login\b/.test(answer.headers.get('location') ?? '');
  return { problems: checks.flatMap(([isWrong, problem]) => (isWrong ? [problem] : [])), isSignedOut };
}

/** A heading of its own, or a notice in the form that is shown again. */
function isExplained(html: string): boolean {
  return /<html lang="[a-z]+"/.test(html) && /<title>[^<]+</.test(html) && /<h1|id="refused"/.test(html);
}
