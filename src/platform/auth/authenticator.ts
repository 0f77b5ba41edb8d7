import type { Caller } from './caller.js';

export interface Credentials {
  bearer?: string;
  cookie?: string;
}

/** Finds out who is calling; identity implements it. */
export abstract class Authenticator {
  abstract readonly cookieName: string;

  /** Throws `Unauthenticated` for credentials that are malformed, expired, revoked or suspended. */
  abstract authenticate(credentials: Credentials): Promise<Caller>;

  /** Throws as `authenticate` does where that session has ended since. */
  abstract requireLive(sessionId: number): Promise<void>;

  abstract findEndedSessions(sessionIds: number[]): Promise<number[]>;
}
