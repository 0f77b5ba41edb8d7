import { DomainError, Throttled, type FieldErrors, type ExhaustedLimit } from '../shared/errors.js';

/** 409: somebody else is called so. */
export class UsernameTaken extends DomainError {
  static override readonly code = 'USERNAME_TAKEN';
  static override readonly kind = 'conflict';
  static override readonly title = 'A user with this username exists already.';
  override fieldErrors: FieldErrors = { username: ['A user with this username exists already.'] };
}

/** 409: the address belongs to another account. */
export class EmailTaken extends DomainError {
  static override readonly code = 'EMAIL_TAKEN';
  static override readonly kind = 'conflict';
  static override readonly title = 'A user with this e-mail address exists already.';
  override fieldErrors: FieldErrors = { email: ['A user with this e-mail address exists already.'] };
}

/** 409: another's public page is at this address. */
export class SlugTaken extends DomainError {
  static override readonly code = 'SLUG_TAKEN';
  static override readonly kind = 'conflict';
  static override readonly title = 'This slug is in use already.';
  override fieldErrors: FieldErrors = { slug: ['This slug is in use already.'] };
}

export class TooManyFormerSlugs extends DomainError {
  static override readonly code = 'TOO_MANY_FORMER_SLUGS';
  static override readonly kind = 'conflict';
  static override readonly title = 'Too many former slugs are kept for you: take one of them, or wait.';
  override fieldErrors: FieldErrors = { slug: [TooManyFormerSlugs.title] };
}

const WRONG_CREDENTIALS = 'The username or the password is not right.';

/** 401: unknown user or wrong password; never told apart. */
export class InvalidCredentials extends DomainError {
  static override readonly code = 'INVALID_CREDENTIALS';
  static override readonly kind = 'unauthenticated';
  static override readonly title = WRONG_CREDENTIALS;
}

/** 400: the same at the paths whose documents say so. */
export class CredentialsRefused extends DomainError {
  static override readonly code = 'INVALID_CREDENTIALS';
  static override readonly kind = 'invalid';
  static override readonly title = WRONG_CREDENTIALS;
}

/** 400: somebody signed in gave a wrong password where it is asked for once more. */
export class WrongPassword extends DomainError {
  static override readonly code = 'INVALID_CREDENTIALS';
  static override readonly kind = 'invalid';
  static override readonly title = 'The password is not right.';

  constructor(field: string) {
    super();
    this.fieldErrors = { [field]: ['The password is not right.'] };
  }
}

/** 401: the account was suspended. */
export class AccountDisabled extends DomainError {
  static override readonly code = 'ACCOUNT_DISABLED';
  static override readonly kind = 'unauthenticated';
  static override readonly title = 'This account is disabled.';
}

/** 403: the mailed link has to be used first (`REQUIRE_EMAIL_VERIFICATION`). */
export class AccountNotVerified extends DomainError {
  static override readonly code = 'ACCOUNT_NOT_VERIFIED';
  static override readonly kind = 'forbidden';
  static override readonly title =
    'Please verify your e-mail address first: use the link that was mailed to you.';
}

/** 429: too many failed sign-ins with this name from this address; it goes on after a pause. */
export class SignInSlowed extends Throttled {
  static override readonly code = 'SIGN_IN_SLOWED';
  static override readonly title = 'Too many failed attempts. Try again in … seconds.';

  constructor(used: ExhaustedLimit) {
    super(used, `Too many failed attempts. Try again in ${used.retryAfterSeconds} seconds.`);
  }
}

/** 429: enough mails went out for this account; the next may be asked for later. */
export class TooManyMails extends Throttled {
  static override readonly code = 'TOO_MANY_MAILS';
  static override readonly title = 'Too many mails were asked for. Please try again later.';
}

/** 401: an access or refresh token that is malformed, forged, expired, or of another kind. */
export class TokenNotValid extends DomainError {
  static override readonly code = 'TOKEN_NOT_VALID';
  static override readonly kind = 'unauthenticated';
  static override readonly title = 'The token is not valid or has expired.';
}

/** 401: the session was signed out, revoked or has run out. */
export class SessionEnded extends DomainError {
  static override readonly code = 'SESSION_ENDED';
  static override readonly kind = 'unauthenticated';
  static override readonly title = 'This session has ended. Please sign in again.';
}

/** 401: a refresh token that was exchanged before; all tokens of its session are dead now. */
export class RefreshTokenReused extends DomainError {
  static override readonly code = 'REFRESH_TOKEN_REUSED';
  static override readonly kind = 'unauthenticated';
  static override readonly title =
    'This refresh token was used before. For safety its session was ended; please sign in again.';
}

/** 400: a mailed link, or a sign-in code, that is unknown, used or too old. */
export class InvalidToken extends DomainError {
  static override readonly code = 'INVALID_TOKEN';
  static override readonly kind = 'invalid';
  static override readonly title = 'This link or code is not valid any more.';

  constructor(field = 'token') {
    super();
    this.fieldErrors = { [field]: ['It is not valid, was used already, or has expired.'] };
  }
}

/** 403: neither the password was given, nor has this session been signed in to within ten minutes. */
export class ReauthenticationRequired extends DomainError {
  static override readonly code = 'REAUTHENTICATION_REQUIRED';
  static override readonly kind = 'forbidden';
  static override readonly title = 'Give your password, or sign in once more: your sign-in is too long ago.';
}

/** 409: the last admin can be neither suspended nor erased, and stays an admin. */
export class LastAdmin extends DomainError {
  static override readonly code = 'LAST_ADMIN';
  static override readonly kind = 'conflict';
  static override readonly title = 'This is the last administrator. Make somebody else one first.';
}

/** 409: the account is erased; nothing can be done with it. */
export class AccountGone extends DomainError {
  static override readonly code = 'ACCOUNT_ERASED';
  static override readonly kind = 'conflict';
  static override readonly title = 'This account is erased.';
}

/** 404: nobody configured this provider of sign-in here. */
export class ProviderNotConfigured extends DomainError {
  static override readonly code = 'PROVIDER_NOT_CONFIGURED';
  static override readonly kind = 'not_found';
  static override readonly title = 'Sign-in with … is not configured here.';

  constructor(provider: string) {
    super(`Sign-in with ${provider} is not configured here.`);
  }
}

/** 409: without it the person could not sign in any more. */
export class OnlyWayToSignIn extends DomainError {
  static override readonly code = 'ONLY_WAY_TO_SIGN_IN';
  static override readonly kind = 'conflict';
  static override readonly title = 'This is the only way you can sign in. Set a password first.';
}

/** 409: the provider's account signs in to another account here. */
export class SocialAccountInUse extends DomainError {
  static override readonly code = 'SOCIAL_ACCOUNT_IN_USE';
  static override readonly kind = 'conflict';
  static override readonly title = 'This provider account is connected to another account here.';
}

/** 409: an account has this address, and nobody proved both to be one person: sign in, then link. */
export class AccountExists extends DomainError {
  static override readonly code = 'ACCOUNT_EXISTS';
  static override readonly kind = 'conflict';
  static override readonly title =
    'An account with this e-mail address exists. Sign in to it first, then connect the provider.';
}

/** 400: the provider does not vouch for an e-mail address. */
export class ProviderEmailNotVerified extends DomainError {
  static override readonly code = 'PROVIDER_EMAIL_NOT_VERIFIED';
  static override readonly kind = 'invalid';
  static override readonly title = 'The provider did not confirm an e-mail address for this account.';
}

/** 400: the person, or the provider, said no. */
export class ProviderDeclined extends DomainError {
  static override readonly code = 'PROVIDER_DECLINED';
  static override readonly kind = 'invalid';
  static override readonly title = 'The sign-in was declined at the provider.';
}

/** 503: the provider cannot be reached, or gives no proper answer. */
export class ProviderFailed extends DomainError {
  static override readonly code = 'PROVIDER_FAILED';
  static override readonly kind = 'unavailable';
  static override readonly title = 'The provider did not answer as it should. Please try again.';
  override retryAfterSeconds = 5;
}

/** 400: this browser did not begin this sign-in, or took longer than ten minutes. */
export class StateNotValid extends DomainError {
  static override readonly code = 'INVALID_STATE';
  static override readonly kind = 'invalid';
  static override readonly title =
    'This sign-in was not begun in this browser, or took too long. Please start again.';
}

/** 403: people with addresses of this domain do not sign in so (`SSO_DOMAINS`). */
export class SsoDomainRefused extends DomainError {
  static override readonly code = 'SSO_DOMAIN_REFUSED';
  static override readonly kind = 'forbidden';
  static override readonly title = 'Addresses of this domain cannot sign in this way.';
}

/** 403: people with addresses of this domain sign in by their organization alone (`SSO_REQUIRED_DOMAINS`). */
export class SsoRequired extends DomainError {
  static override readonly code = 'SSO_REQUIRED';
  static override readonly kind = 'forbidden';
  static override readonly title = 'Your organization asks you to sign in by its single sign-on.';
}

/** 403: who has no account yet gets none without an invitation, or none at all (`REGISTRATION`). */
export class RegistrationClosed extends DomainError {
  static override readonly code = 'REGISTRATION_CLOSED';
  static override readonly kind = 'forbidden';
  static override readonly title =
    'New accounts are made by invitation alone, to the address that was invited.';
}

/** 409: somebody has 50 tokens for programs; one has to end before the next. */
export class TooManyApiTokens extends DomainError {
  static override readonly code = 'TOO_MANY_TOKENS';
  static override readonly kind = 'conflict';
  static override readonly title = 'You have 50 tokens for programs, which is the most. End one first.';
}
