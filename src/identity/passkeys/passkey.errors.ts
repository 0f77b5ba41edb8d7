import { DomainError, type FieldErrors } from '../../shared/errors.js';

/** 400: it answers no challenge of this account and site, or is not signed as it says. */
export class PasskeyNotValid extends DomainError {
  static override readonly code = 'INVALID_PASSKEY';
  static override readonly kind = 'invalid';
  static override readonly title = 'The passkey could not be verified. Please begin again.';
  override fieldErrors: FieldErrors = { credential: ['It could not be verified.'] };
}

/** 401: the same where it would have signed in, or completed a sign-in. */
export class PasskeyRefused extends DomainError {
  static override readonly code = 'INVALID_PASSKEY';
  static override readonly kind = 'unauthenticated';
  static override readonly title = 'The passkey could not be verified. Please begin again.';
}

/** 409: this device has given a passkey here before. */
export class PasskeyExists extends DomainError {
  static override readonly code = 'PASSKEY_EXISTS';
  static override readonly kind = 'conflict';
  static override readonly title = 'This passkey is known already.';
}

/** 409: one has to go before another comes. */
export class TooManyPasskeys extends DomainError {
  static override readonly code = 'TOO_MANY_PASSKEYS';
  static override readonly kind = 'conflict';
  static override readonly title = 'An account has at most 20 passkeys.';
}
