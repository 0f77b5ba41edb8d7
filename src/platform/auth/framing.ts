import type { Request } from 'express';
import { currentRequest } from '../context/request-context.js';
import type { AuthenticatedRequest } from './authentication.js';

/** On handlers of pages that others may frame. */
export const EMBEDDABLE = 'convoke:embeddable';
export const FRAMED = '1';

/** Whether a page is asked for to stand in one of somebody else. */
export function isFramed({ query }: Request): boolean {
  return query['embed'] === FRAMED;
}

/** Whoever is signed in here is nobody there: what is framed can be clicked unseen. */
export function forgetSession(request: AuthenticatedRequest): void {
  if (request.caller?.via !== 'cookie') return;
  delete request.caller;
  const context = currentRequest();
  if (context) context.callerId = undefined;
}
