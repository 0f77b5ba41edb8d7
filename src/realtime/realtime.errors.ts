import { DomainError } from '../shared/errors.js';

/** 429: close one, or wait until one is closed. */
export class TooManySockets extends DomainError {
  static override readonly code = 'TOO_MANY_SOCKETS';
  static override readonly kind = 'throttled';
  static override readonly title = 'Too many sockets are open at once.';
  override retryAfterSeconds = 10;
}

export class InvalidFrame extends DomainError {
  static override readonly code = 'INVALID_FRAME';
  static override readonly kind = 'invalid';
  static override readonly title = 'A frame is a JSON object with a type.';
}

export class UnknownFrameType extends DomainError {
  static override readonly code = 'UNKNOWN_TYPE';
  static override readonly kind = 'invalid';
  static override readonly title = 'This feed takes no frame of this type.';
}

export class TooManyFrames extends DomainError {
  static override readonly code = 'TOO_MANY_FRAMES';
  static override readonly kind = 'throttled';
  static override readonly title = 'Too many messages wait: send the next ones once these are through.';
  override retryAfterSeconds = 1;
}
