const UNAUTHORIZED = 401;

/** The body of every refusal. */
export interface RefusalBody {
  error?: string;
  code?: string;
  field_errors?: Record<string, string[]>;
  details?: unknown;
  request_id?: string;
}

/** What was refused, or never answered: then `status` is 0 and `code` is `UNREACHABLE`. */
export class ConvokeError extends Error {
  override readonly name = 'ConvokeError';
  /** For programs: one of `docs/errors.md`. */
  readonly code: string;
  /** What is wrong with each field. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly details: unknown;
  readonly requestId: string | undefined;

  constructor(
    readonly status: number,
    { error, code = 'UNREACHABLE', field_errors: fields, details, request_id: requestId }: RefusalBody,
    /** Seconds until it is worth another try. */
    readonly retryAfter: number | null = null,
    options?: ErrorOptions,
  ) {
    super(error ?? code, options);
    this.code = code;
    this.fields = fields ?? {};
    this.details = details ?? null;
    this.requestId = requestId;
  }

  /** Whether to sign in anew. */
  get isSignedOut(): boolean {
    return this.status === UNAUTHORIZED;
  }

  /** Of what is no success; a proxy's page has no code. */
  static of({ status, headers }: Response, body: unknown): ConvokeError {
    const refusal = typeof body === 'object' && body !== null ? (body as RefusalBody) : {};
    return new ConvokeError(status, refusal, retryAfterOf(headers));
  }

  static unreachable(cause: unknown): ConvokeError {
    const error = 'No answer came: the connection was lost.';
    return new ConvokeError(0, { error }, null, { cause });
  }
}

/** In seconds, where the answer says so. */
export function retryAfterOf(headers: Headers): number | null {
  const said = headers.get('Retry-After');
  return said !== null && /^\d+$/.test(said) ? Number(said) : null;
}

/** The body of an answer; throws a `ConvokeError` where it is no success. */
export async function answerOf<Body>(
  call: Promise<{ data?: Body; error?: unknown; response: Response }>,
): Promise<Body> {
  const { data, error, response } = await call;
  if (!response.ok) throw ConvokeError.of(response, error);
  return data as Body;
}
