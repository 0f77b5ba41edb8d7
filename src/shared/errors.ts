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
  abstract readonly code: string;
  abstract readonly kind: ErrorKind;
  details: unknown = null;
  fieldErrors?: FieldErrors;
  retryAfterSeconds?: number;

  override get name(): string {
    return this.constructor.name;
  }
}

/** 400: one or more fields are malformed, or name something that does not exist. */
export class InvalidInput extends DomainError {
  readonly code: string = 'VALIDATION_ERROR';
  readonly kind = 'invalid';

  constructor(
    override readonly fieldErrors: FieldErrors,
    private readonly summary?: string,
  ) {
    const first = Object.entries(fieldErrors)[0];
    super(summary ?? (first ? `${first[0]}: ${first[1][0]}` : 'The request is not valid.'));
  }

  renamed(fieldErrors: FieldErrors): InvalidInput {
    return new InvalidInput(fieldErrors, this.summary);
  }
}

/** 404: absent, or not the caller's to see; the two are never told apart. */
export class NotFound extends DomainError {
  readonly code: string = 'NOT_FOUND';
  readonly kind = 'not_found';

  constructor(what = 'The requested resource') {
    super(`${what} was not found.`);
  }
}

/** 403: the caller is known and may not do this. */
export class Forbidden extends DomainError {
  readonly code: string = 'FORBIDDEN';
  readonly kind = 'forbidden';

  constructor(message = 'You do not have permission to do this.') {
    super(message);
  }
}

/** 401: no credentials, or bad ones. */
export class Unauthenticated extends DomainError {
  readonly code: string = 'NOT_AUTHENTICATED';
  readonly kind = 'unauthenticated';

  constructor(message = 'Sign in first: send a Bearer token or the session cookie.') {
    super(message);
  }
}

/** 503: something this request needs is away; try again after `retryAfterSeconds`. */
export class Unavailable extends DomainError {
  readonly code: string = 'SERVICE_UNAVAILABLE';
  readonly kind = 'unavailable';
  override retryAfterSeconds = 2;

  constructor(message = 'The service is briefly unavailable. Please try again.') {
    super(message);
  }
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
  readonly kind = 'throttled';

  constructor(message: string, { limit, window, resetAt, retryAfterSeconds }: ExhaustedLimit) {
    super(message);
    this.retryAfterSeconds = retryAfterSeconds;
    this.details = { limit, window, reset_at: resetAt };
  }
}
