import type { Scope } from './scopes.js';

export type UserType = 'attendee' | 'organizer' | 'admin';

export interface Caller {
  id: number;
  username: string;
  email: string;
  fullName: string;
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
