import { DomainError, type ErrorKind } from '../../shared/errors.js';

const WRONG_CODE = 'The code is not right, or was used already.';

/** Which code was refused, and until when codes of the app rest where too many were wrong. */
export interface RefusedFactor {
  field: 'code' | 'recoveryCode';
  restsUntil: Date | null;
}

/** 400: somebody signed in gave a code of the second factor that is wrong or used. */
export class InvalidCode extends DomainError {
  static override readonly code: string = 'INVALID_CODE';
  static override readonly kind: ErrorKind = 'invalid';
  static override readonly title = WRONG_CODE;

  constructor(refused: RefusedFactor) {
    const sentence = sentenceOf(refused);
    super(sentence);
    this.fieldErrors = { [refused.field]: [sentence] };
  }
}

/** 401: the same where it would have completed a sign-in. */
export class CodeRefused extends InvalidCode {
  static override readonly code: string = 'INVALID_CODE';
  static override readonly kind: ErrorKind = 'unauthenticated';
}

/** 401: the sign-in that waited for its second factor is over: too old, done, or tried five times. */
export class MfaTokenNotValid extends DomainError {
  static override readonly code = 'INVALID_TOKEN';
  static override readonly kind = 'unauthenticated';
  static override readonly title = 'This sign-in has taken too long or too many tries. Please sign in again.';
}

/** 403: the second factor is on, and this session gave no code within ten minutes. */
export class MfaRequired extends DomainError {
  static override readonly code = 'MFA_REQUIRED';
  static override readonly kind = 'forbidden';
  static override readonly title = 'Give a code of your second factor, or a recovery code, for this.';
}

/** 409: it has to be switched off before another is set up. */
export class MfaAlreadyEnabled extends DomainError {
  static override readonly code = 'MFA_ALREADY_ENABLED';
  static override readonly kind = 'conflict';
  static override readonly title = 'The second factor is on already.';
}

/** 409: there is nothing to switch off or to renew. */
export class MfaNotEnabled extends DomainError {
  static override readonly code = 'MFA_NOT_ENABLED';
  static override readonly kind = 'conflict';
  static override readonly title = 'The second factor is not on.';
}

/** 409: the app has no secret yet that a code could be of. */
export class MfaNotSetUp extends DomainError {
  static override readonly code = 'MFA_NOT_SET_UP';
  static override readonly kind = 'conflict';
  static override readonly title = 'Set the second factor up first.';
}

/** 409: whoever lost it needs another administrator; whoever has it switches it off by a code. */
export class OwnSecondFactor extends DomainError {
  static override readonly code = 'OWN_SECOND_FACTOR';
  static override readonly kind = 'conflict';
  static override readonly title = 'Switch your own second factor off with a code of it.';
}

function sentenceOf({ restsUntil }: RefusedFactor): string {
  if (!restsUntil) return WRONG_CODE;
  return `Too many wrong codes: use a recovery code, or try again after ${restsUntil.toISOString()}.`;
}
