import type { Caller } from './caller.js';

export interface Credentials {
  /** The access token of `Authorization: Bearer …` or `Token …`. */
  bearer?: string;
  /** The value of the session cookie. */
  cookie?: string;
}

/** Finds out who is calling; identity implements it. */
export abstract class Authenticator {
  /** Name of the session cookie. */
  abstract readonly cookieName: string;

  /** Throws `Unauthenticated` for credentials that are malformed, expired, revoked or of a suspended account. */
  abstract authenticate(credentials: Credentials): Promise<Caller>;

  /** Which of these sessions may not be used any more. */
  abstract findEndedSessions(sessionIds: number[]): Promise<number[]>;
}
