import { DomainError, InvalidInput, Throttled, type ExhaustedLimit } from '../../../shared/errors.js';

export class MalformedBody extends DomainError {
  static override readonly code = 'MALFORMED_BODY';
  static override readonly kind = 'invalid';
  static override readonly title = 'The body is not valid JSON.';
}

export class BodyTooLarge extends DomainError {
  static override readonly code = 'PAYLOAD_TOO_LARGE';
  static override readonly kind = 'too_large';
  static override readonly title = 'The body is larger than allowed.';
}

export class UnsupportedBody extends DomainError {
  static override readonly code = 'UNSUPPORTED_MEDIA_TYPE';
  static override readonly kind = 'unsupported';
  static override readonly title = 'Send application/json in UTF-8.';
}

export class UnknownField extends InvalidInput {
  static override readonly code = 'UNKNOWN_FIELD';
  static override readonly title = 'A field has no such name here.';
}

export class CsrfFailed extends DomainError {
  static override readonly code = 'CSRF_FAILED';
  static override readonly kind = 'forbidden';
  static override readonly title =
    'The X-CSRFToken header must equal the csrftoken cookie of this session; GET auth/csrf gives it.';
}

export class InvalidIdempotencyKey extends DomainError {
  static override readonly code = 'INVALID_IDEMPOTENCY_KEY';
  static override readonly kind = 'invalid';
  static override readonly title = 'Idempotency-Key must have 1 to 255 visible ASCII characters.';
}

export class IdempotencyKeyReused extends DomainError {
  static override readonly code = 'IDEMPOTENCY_KEY_REUSED';
  static override readonly kind = 'misused_key';
  static override readonly title = 'This Idempotency-Key was used with another body.';
}

export class IdempotencyInProgress extends DomainError {
  static override readonly code = 'IDEMPOTENCY_IN_PROGRESS';
  static override readonly kind = 'conflict';
  static override readonly title = 'A request with this Idempotency-Key is still running. Please try again.';
  override retryAfterSeconds = 1;
}

export class RateLimitExceeded extends Throttled {
  static override readonly code = 'RATE_LIMIT_EXCEEDED';
  static override readonly title = 'Rate limit exceeded. Try again in … seconds.';

  constructor(used: ExhaustedLimit) {
    const seconds = used.retryAfterSeconds;
    super(used, `Rate limit exceeded. Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`);
  }
}
