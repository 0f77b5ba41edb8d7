import { DomainError, Throttled, type ExhaustedLimit } from '../../../shared/errors.js';

/** 400: the body is not the JSON it says it is. */
export class MalformedBody extends DomainError {
  readonly code = 'MALFORMED_BODY';
  readonly kind = 'invalid';

  constructor(message = 'The body is not valid JSON.') {
    super(message);
  }
}

/** 413: a JSON body over 100 kB, or an upload over its own limit. */
export class BodyTooLarge extends DomainError {
  readonly code = 'PAYLOAD_TOO_LARGE';
  readonly kind = 'too_large';

  constructor(message = 'The body is larger than allowed.') {
    super(message);
  }
}

/** 415: a body of a kind that this route does not read. */
export class UnsupportedBody extends DomainError {
  readonly code = 'UNSUPPORTED_MEDIA_TYPE';
  readonly kind = 'unsupported';

  constructor(message = 'Send application/json in UTF-8.') {
    super(message);
  }
}

/** 403: the session cookie came without a matching `X-CSRFToken` header. */
export class CsrfFailed extends DomainError {
  readonly code = 'CSRF_FAILED';
  readonly kind = 'forbidden';

  constructor() {
    super('The X-CSRFToken header must equal the csrftoken cookie.');
  }
}

/** 400: not 1 to 255 visible ASCII characters. */
export class InvalidIdempotencyKey extends DomainError {
  readonly code = 'INVALID_IDEMPOTENCY_KEY';
  readonly kind = 'invalid';

  constructor() {
    super('Idempotency-Key must have 1 to 255 visible ASCII characters.');
  }
}

/** 422: the key was used before with another body. */
export class IdempotencyKeyReused extends DomainError {
  readonly code = 'IDEMPOTENCY_KEY_REUSED';
  readonly kind = 'misused_key';

  constructor() {
    super('This Idempotency-Key was used with another body.');
  }
}

/** 409: the first request with this key still runs. */
export class IdempotencyInProgress extends DomainError {
  readonly code = 'IDEMPOTENCY_IN_PROGRESS';
  readonly kind = 'conflict';
  override retryAfterSeconds = 1;

  constructor() {
    super('A request with this Idempotency-Key is still running. Please try again.');
  }
}

/** 429: too many requests by this caller, or of this kind. */
export class RateLimitExceeded extends Throttled {
  readonly code = 'RATE_LIMIT_EXCEEDED';

  constructor(used: ExhaustedLimit) {
    const seconds = used.retryAfterSeconds;
    super(`Rate limit exceeded. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`, used);
  }
}
