import type { Request } from 'express';
import type { Caller } from '../../auth/caller.js';
import type { RequestContext } from '../../context/request-context.js';

export interface PlatformRequest extends Request {
  context: RequestContext;
  caller?: Caller;
  /** The exact bytes of a body, for signatures. */
  rawBody?: Buffer;
  limitsShown?: { remaining: number; category?: string };
}
