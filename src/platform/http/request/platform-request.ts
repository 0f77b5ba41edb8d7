import type { Request } from 'express';
import type { Caller } from '../../auth/caller.js';
import type { RequestContext } from '../../context/request-context.js';

/** What the platform adds to Express' request. */
export interface PlatformRequest extends Request {
  context: RequestContext;
  caller?: Caller;
  /** The exact bytes of a body, for signatures. */
  rawBody?: Buffer;
  /** Set once the limit headers are on the response. */
  limitsShown?: { remaining: number };
}
