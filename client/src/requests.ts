import { pauseAfter, type Pauses } from '../../web/browser/pauses.js';
import { ConvokeError, retryAfterOf, type RefusalBody } from './convoke-error.js';
import type { TokenKeeper } from './tokens.js';

export type Fetch = (request: Request) => Promise<Response>;

export interface Patience extends Pauses {
  /** How often one request is sent at most. */
  tries: number;
}

export const IDEMPOTENCY_KEY = 'Idempotency-Key';
const READING = ['GET', 'HEAD', 'OPTIONS'];
const [UNAUTHORIZED, CONFLICT, THROTTLED] = [401, 409, 429];
/** Nobody was there to answer, or who was there could not. */
const AWAY = [502, 503, 504];
const WITHOUT_BODY = [204, 205, 304];

/**
 * What reads, and what has a key, is sent again while nobody answers; anything is where it was turned away
 * unread. Who asks to be left alone for longer than the longest pause is not waited for.
 */
export function patiently(fetch: Fetch, patience: Patience): Fetch {
  return async (request) => {
    const { signal } = request;
    for (let failures = 0; ; failures++) {
      const isLast = failures + 1 >= patience.tries;
      const answer = await attempt(fetch, request);
      const mayGoOn = !isLast && (await isWorthAnother(request, answer));
      const askedFor = answer instanceof ConvokeError ? 0 : (retryAfterOf(answer.headers) ?? 0) * 1_000;
      if (mayGoOn && askedFor <= patience.longestPauseMs) {
        await pause(askedFor + pauseAfter(failures, patience), signal);
        continue;
      }
      if (answer instanceof ConvokeError) throw answer;
      return answer;
    }
  };
}

/** With the token of who is signed in, which is renewed once where it has expired. */
export function signed(fetch: Fetch, tokens: TokenKeeper): Fetch {
  const send = (request: Request, token: string | undefined) => {
    const own = request.clone();
    if (token !== undefined) own.headers.set('Authorization', `Bearer ${token}`);
    return fetch(own);
  };
  return async (request) => {
    if (request.headers.has('Authorization')) return fetch(request);
    const token = await tokens.ready();
    const answer = await send(request, token);
    const hasExpired = answer.status === UNAUTHORIZED && (await codeOf(answer)) === 'TOKEN_NOT_VALID';
    if (!hasExpired || !(await tokens.renewed(token))) return answer;
    return send(request, tokens.access);
  };
}

async function attempt(fetch: Fetch, request: Request): Promise<Response | ConvokeError> {
  try {
    return await whole(await fetch(request.clone()));
  } catch (cause) {
    if (request.signal.aborted) throw cause;
    return ConvokeError.unreachable(cause);
  }
}

async function isWorthAnother(request: Request, answer: Response | ConvokeError): Promise<boolean> {
  const hasKey = request.headers.has(IDEMPOTENCY_KEY);
  const mayRepeat = hasKey || READING.includes(request.method);
  if (answer instanceof ConvokeError || AWAY.includes(answer.status)) return mayRepeat;
  if (answer.status === THROTTLED) return true;
  // The first try is still at work, though its connection is gone.
  return hasKey && answer.status === CONFLICT && (await codeOf(answer)) === 'IDEMPOTENCY_IN_PROGRESS';
}

/** An answer in JSON counts once all of it has come; files are handed on as they come. */
async function whole(answer: Response): Promise<Response> {
  const isJson = answer.headers.get('Content-Type')?.includes('json') ?? false;
  if (!isJson || WITHOUT_BODY.includes(answer.status)) return answer;
  const { status, statusText, headers } = answer;
  return new Response(await answer.arrayBuffer(), { status, statusText, headers });
}

async function codeOf(answer: Response): Promise<string | undefined> {
  try {
    return ((await answer.clone().json()) as RefusalBody | null)?.code;
  } catch {
    return undefined;
  }
}

/** Ends early, with its reason, where the signal says that nobody waits any more. */
function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    }, milliseconds);
    signal.addEventListener('abort', giveUp, { once: true });
  });
}
