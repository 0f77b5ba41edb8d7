import createClient from 'openapi-fetch';
import type { paths } from './schema.js';

const WAIT_MS = 1_000;
const TRIES = 3;
const SERVICE_UNAVAILABLE = 503;

/** An answer that is none, in the words of the wire. */
export class Refusal extends Error {
  readonly code: string;
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly details: unknown;
  /** Seconds until it is worth another try. */
  readonly retryAfter: number | null;

  constructor(
    readonly status: number,
    { code, error, field_errors: fields, details }: RefusalBody,
    retryAfter: string | null,
  ) {
    super(error ?? code);
    this.code = code ?? 'UNREACHABLE';
    this.fields = fields ?? {};
    this.details = details;
    this.retryAfter = retryAfter === null ? null : Number(retryAfter);
  }
}

interface RefusalBody {
  code?: string;
  error?: string;
  field_errors?: Record<string, string[]>;
  details?: unknown;
}

/** What was refused, as pages show it; what was never answered counts as a service that is briefly away. */
export function failureOf(error: unknown) {
  const { status, code, message, fields, details, retryAfter } =
    error instanceof Refusal ? error : new Refusal(503, { code: 'SERVICE_UNAVAILABLE' }, null);
  return { status, code, message, fields, details, retryAfter };
}

/** The API by its document: paths, bodies and answers are checked by the compiler. */
export const api = createClient<paths>({ baseUrl: location.origin, fetch: patiently });

/** The body of an answer, or what was refused; who is not signed in any more goes there and comes back. */
export async function answerOf<Body>(
  call: Promise<{ data?: Body; error?: unknown; response: Response }>,
): Promise<Body> {
  const { data, error, response } = await call;
  if (response.ok) return data as Body;
  if (response.status === 401 && location.pathname !== '/login')
    location.assign(`/login?next=${encodeURIComponent(location.pathname + location.search)}`);
  throw new Refusal(response.status, (error ?? {}) as RefusalBody, response.headers.get('Retry-After'));
}

api.use({
  onRequest({ request }) {
    const token = csrfToken();
    if (token && request.method !== 'GET') request.headers.set('X-CSRFToken', token);
    return request;
  },
});

/** What has to come with each unsafe request that a cookie signs. */
export function csrfToken(): string {
  return decodeURIComponent(/(?:^|; )csrftoken=([^;]*)/.exec(document.cookie)?.[1] ?? '');
}

/** What only reads is asked again while the service is briefly away. */
async function patiently(request: Request): Promise<Response> {
  for (let tried = 1; ; tried++) {
    const response = await fetch(request.clone());
    const isFinal = response.status !== SERVICE_UNAVAILABLE || request.method !== 'GET' || tried === TRIES;
    if (isFinal) return response;
    const seconds = Number(response.headers.get('Retry-After') ?? 1);
    await new Promise((resolve) => setTimeout(resolve, seconds * WAIT_MS));
  }
}
