import type { IncomingHttpHeaders } from 'node:http';
import type { Credentials } from '../../platform/auth/authenticator.js';
import { readCookies } from '../../platform/auth/cookies.js';

export interface Handshake {
  /** `auth.token` (Socket.IO) or `?token=`. */
  token?: unknown;
  /** `auth.since` (Socket.IO) or `?since=`. */
  since?: unknown;
  headers: IncomingHttpHeaders;
}

const SCHEME = /^(?:Bearer|Token)\s+(\S+)$/i;
const ID = /^\d{1,15}$/;

export function credentialsOf({ token, headers }: Handshake, cookieName: string): Credentials | undefined {
  if (token !== undefined && token !== null && token !== '') {
    return { bearer: typeof token === 'string' ? (SCHEME.exec(token)?.[1] ?? token) : '' };
  }
  if (headers.authorization !== undefined) return { bearer: SCHEME.exec(headers.authorization)?.[1] ?? '' };
  const cookie = readCookies(headers.cookie)[cookieName];
  return cookie ? { cookie } : undefined;
}

/** The last id the client saw: undefined where it asks for no replay, -1 where it can be no id of ours. */
export function sinceOf({ since }: Handshake): number | undefined {
  if (since === undefined || since === null || since === '') return undefined;
  return ID.test(String(since)) ? Number(since) : -1;
}
