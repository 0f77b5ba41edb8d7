export type UserType = 'attendee' | 'organizer' | 'admin';

export interface Caller {
  id: number;
  username: string;
  email: string;
  fullName: string;
  userType: UserType;
  isAdmin: boolean;
  sessionId: number;
  /** How the credentials came: cookies need a CSRF token, Bearer tokens don't. */
  via: 'bearer' | 'cookie';
  /** When the access token expires, or the session of a cookie. */
  expiresAt: Date;
}
