import { allows, type Scope, type Verb } from './scopes.js';

export type UserType = 'attendee' | 'organizer' | 'admin';

export interface Caller {
  id: number;
  username: string;
  email: string;
  fullName: string;
  /** IANA; UTC for who has chosen none. */
  timezone: string;
  userType: UserType;
  isAdmin: boolean;
  sessionId: number;
  /** Of a token for programs; null for people, who may everything. */
  scopes: readonly Scope[] | null;
  /** How the credentials came: cookies need a CSRF token, Bearer tokens don't. */
  via: 'bearer' | 'cookie';
  /** When the access token expires, or the session of a cookie. */
  expiresAt: Date;
}

/** An administrator's token acts as anybody else's, unless it has the scope of administrators for this. */
export function inRoleOf<Actor extends Caller>(caller: Actor, verb: Verb): Actor {
  const keepsRole = !caller.isAdmin || allows(caller, `admin:${verb}`);
  return keepsRole ? caller : { ...caller, isAdmin: false, userType: 'organizer' };
}
