/** What went wrong, whatever the transport. */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'too_large'
  | 'unsupported'
  | 'misused_key'
  | 'throttled'
  | 'unavailable';

/** What the domain calls a value → what is wrong with it, for people. The wire's names come from the DTO. */
export type FieldErrors = Record<string, string[]>;

/** A refusal for the caller: a stable upper-case `code` for programs, a `message` for people. */
export abstract class DomainError extends Error {
  static readonly code: string;
  static readonly kind: ErrorKind;
  /** The refusal in one sentence: for the documentation, and as message where there is no other. */
  static readonly title: string;

  details: unknown = null;
  fieldErrors?: FieldErrors;
  retryAfterSeconds?: number;

  constructor(message: string = new.target.title) {
    super(message);
  }

  get code(): string {
    return (this.constructor as typeof DomainError).code;
  }

  get kind(): ErrorKind {
    return (this.constructor as typeof DomainError).kind;
  }

  override get name(): string {
    return this.constructor.name;
  }
}

/** 400: one or more fields are malformed, or name something that does not exist. */
export class InvalidInput extends DomainError {
  static override readonly code: string = 'VALIDATION_ERROR';
  static override readonly kind: ErrorKind = 'invalid';
  static override readonly title: string = 'The request is not valid.';

  constructor(
    override readonly fieldErrors: FieldErrors,
    private readonly summary?: string,
  ) {
    const first = Object.entries(fieldErrors)[0];
    super(summary ?? (first ? `${first[0]}: ${first[1][0]}` : undefined));
  }

  renamed(fieldErrors: FieldErrors): InvalidInput {
    return new InvalidInput(fieldErrors, this.summary);
  }
}

/** 404: absent, or not the caller's to see; the two are never told apart. */
export class NotFound extends DomainError {
  static override readonly code: string = 'NOT_FOUND';
  static override readonly kind: ErrorKind = 'not_found';
  static override readonly title: string = 'The requested resource was not found.';

  constructor(what = 'The requested resource') {
    super(`${what} was not found.`);
  }
}

/** 403: the caller is known and may not do this. */
export class Forbidden extends DomainError {
  static override readonly code: string = 'FORBIDDEN';
  static override readonly kind: ErrorKind = 'forbidden';
  static override readonly title: string = 'You do not have permission to do this.';
}

/** 401: no credentials, or bad ones. */
export class Unauthenticated extends DomainError {
  static override readonly code: string = 'NOT_AUTHENTICATED';
  static override readonly kind: ErrorKind = 'unauthenticated';
  static override readonly title: string = 'Sign in first: send a Bearer token or the session cookie.';
}

/** 503: something this request needs is away; try again after `retryAfterSeconds`. */
export class Unavailable extends DomainError {
  static override readonly code: string = 'SERVICE_UNAVAILABLE';
  static override readonly kind: ErrorKind = 'unavailable';
  static override readonly title: string = 'The service is briefly unavailable. Please try again.';
  override retryAfterSeconds = 2;
}

/** `limit` per `window`, used up until `resetAt`. */
export interface ExhaustedLimit {
  limit: number;
  window: string;
  resetAt: Date;
  retryAfterSeconds: number;
}

/** 429; all kinds tell their limit and when to come back. */
export abstract class Throttled extends DomainError {
  static override readonly kind: ErrorKind = 'throttled';

  constructor({ limit, window, resetAt, retryAfterSeconds }: ExhaustedLimit, message?: string) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
    this.details = { limit, window, reset_at: resetAt };
  }
}

/** What a transaction answers instead of throwing, so that what it wrote is committed nevertheless. */
export class Refusal {
  constructor(readonly error: DomainError) {}
}

/** For what a transaction answered, after its commit. */
export function unlessRefused<T>(outcome: T): Exclude<T, Refusal> {
  if (outcome instanceof Refusal) throw outcome.error;
  return outcome as Exclude<T, Refusal>;
}
