import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Refusal } from '../../browser/api.js';
import { Notice } from '../../parts/notice.js';
import { failureText } from '../../pages/frame/forms.js';
import type { Failure, PageContext } from '../../pages/page.js';
import { usePage } from './page.js';

const A_SECOND_MS = 1_000;

/** What was asked: the last answer stays while another is on its way, or after a refusal. */
export interface Answer<Body> {
  body: Body | undefined;
  refusal: Refusal | null;
  isWaiting: boolean;
  again(): Promise<void>;
  /** In place of the answer, what is known to have become of it. */
  put(body: Body): void;
}

/** Asks when it is first shown, and whenever `key` is another. */
export function useAnswer<Body>(ask: () => Promise<Body>, key: unknown = ''): Answer<Body> {
  const [state, setState] = useState<Pick<Answer<Body>, 'body' | 'refusal' | 'isWaiting'>>({
    ...{ body: undefined, refusal: null, isWaiting: true },
  });
  const asked = useRef(0);
  const again = async () => {
    const mine = ++asked.current;
    setState(({ body }) => ({ body, refusal: null, isWaiting: true }));
    const news = await Promise.resolve()
      .then(ask)
      .then(
        (body) => ({ body, refusal: null }),
        (error: unknown) => ({ refusal: refusalOf(error) }),
      );
    if (mine === asked.current) setState((before) => ({ ...before, ...news, isWaiting: false }));
  };
  useEffect(() => void again(), [key]);
  return { ...state, again, put: (body) => setState({ body, refusal: null, isWaiting: false }) };
}

export interface Deed {
  isBusy: boolean;
  refusal: Refusal | null;
  /** Whether it was done. */
  run(deed: () => Promise<unknown>): Promise<boolean>;
}

/** Something that is done once at a time. */
export function useDeed(): Deed {
  const [state, setState] = useState({ isBusy: false, refusal: null as Refusal | null });
  const run = async (deed: () => Promise<unknown>) => {
    setState({ isBusy: true, refusal: null });
    const refusal = await deed().then(() => null, refusalOf);
    setState({ isBusy: false, refusal });
    return refusal === null;
  };
  return { ...state, run };
}

function refusalOf(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal(0, { code: 'UNREACHABLE' }, null);
}

/** A page that says what was refused, as one that the server renders does. */
export function refusedPage(page: PageContext, refusal: Refusal | null): PageContext {
  if (!refusal) return page;
  const { status, code, message, fields, details, retryAfter } = refusal;
  const failure: Failure = { status, code, message, fields, details, retryAfter };
  return { ...page, failure };
}

/** As `refusedPage`; the seconds until it is worth another try run down. */
export function useRefusedPage(refusal: Refusal | null): PageContext {
  const all = refusal?.retryAfter ?? null;
  const [left, setLeft] = useState(all);
  useEffect(() => {
    setLeft(all);
    if (all === null) return;
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, (seconds ?? all) - 1)), A_SECOND_MS);
    return () => clearInterval(timer);
  }, [refusal]);
  const page = refusedPage(usePage(), refusal);
  return refusal ? { ...page, failure: { ...page.failure!, retryAfter: left } } : page;
}

interface RefusedProps {
  refusal: Refusal | null;
  again?: () => unknown;
}

/** What was refused, counted down where it is worth another try later. */
export function Refused({ refusal, again }: RefusedProps) {
  const page = useRefusedPage(refusal);
  if (!refusal) return null;
  const retryAfter = page.failure?.retryAfter ?? 0;
  return (
    <Notice kind="bad" title={failureText(page)} retryAfter={retryAfter}>
      {again && (
        <p>
          <button
            type="button"
            class="button small quiet"
            disabled={retryAfter > 0}
            onClick={() => void again()}
          >
            {page.t('app.again')}
          </button>
        </p>
      )}
    </Notice>
  );
}

interface AnsweredProps<Body> {
  by: Answer<Body>;
  /** The heading of the page, until the answer brings its own. */
  title?: string;
  children(body: Body): ComponentChildren;
}

/** Its outline while nothing has come, dimmed while it is asked again, and what was refused above it. */
export function Answered<Body>({ by, title, children }: AnsweredProps<Body>) {
  const { body, refusal, isWaiting, again } = by;
  return (
    <div class={isWaiting && body !== undefined ? 'dimmed' : undefined} aria-busy={isWaiting}>
      {title !== undefined && body === undefined && <h1>{title}</h1>}
      <Refused refusal={refusal} again={again} />
      {body === undefined ? isWaiting && <div class="skeleton" /> : children(body)}
    </div>
  );
}
