import type { Request } from 'express';
import type { Caller } from '../../auth/caller.js';
import type { RequestContext } from '../../context/request-context.js';

/** What the platform keeps on each request beside Express' own. */
export interface PlatformRequest extends Request {
  context: RequestContext;
  caller?: Caller;
  /** The very bytes of a JSON body, for signatures over them. */
  rawBody?: Buffer;
  /** The limit headers are on the answer. */
  limitsShown?: { remaining: number };
}
