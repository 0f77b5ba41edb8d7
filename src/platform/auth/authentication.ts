import type { NextFunction, Request, Response } from 'express';
import { DomainError } from '../../shared/errors.js';
import { currentRequest } from '../context/request-context.js';
import type { Authenticator, Credentials } from './authenticator.js';
import type { Caller } from './caller.js';

export interface AuthenticatedRequest extends Request {
  caller?: Caller;
  /** Why the credentials that came were refused; the route decides whether that matters. */
  authFailure?: { error: DomainError; via: 'bearer' | 'cookie' };
}

const SCHEME = /^(?:Bearer|Token)\s+(\S+)$/i;

/** Looks up the caller and refuses nobody: the route decides. A Bearer token wins over a cookie. */
export function authentication(authenticator: Authenticator) {
  return (request: AuthenticatedRequest, _response: Response, next: NextFunction): void => {
    const credentials = credentialsOf(request, authenticator.cookieName);
    if (!credentials) return next();
    const via = credentials.bearer === undefined ? 'cookie' : 'bearer';
    authenticator
      .authenticate(credentials)
      .then((caller) => {
        request.caller = caller;
        const context = currentRequest();
        if (context) context.callerId = caller.id;
      })
      .catch((error: unknown) => {
        if (!(error instanceof DomainError)) throw error;
        request.authFailure = { error, via };
      })
      .then(() => next(), next);
  };
}

function credentialsOf(request: Request, cookieName: string): Credentials | undefined {
  const header = request.headers.authorization;
  if (header !== undefined) return { bearer: SCHEME.exec(header)?.[1] ?? '' };
  const cookie = (request.cookies as Record<string, string> | undefined)?.[cookieName];
  return cookie ? { cookie } : undefined;
}
