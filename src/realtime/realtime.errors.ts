import { DomainError } from '../shared/errors.js';

/** 429: close one, or wait until one is closed. */
export class TooManySockets extends DomainError {
  static override readonly code = 'TOO_MANY_SOCKETS';
  static override readonly kind = 'throttled';
  static override readonly title = 'Too many sockets are open at once.';
  override retryAfterSeconds = 10;
}
