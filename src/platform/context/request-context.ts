import { AsyncLocalStorage } from 'node:async_hooks';
import type { QueryDeadline } from './query-deadline.js';
import type { IdempotencyClaim } from './idempotency-claim.js';

/** What every line of code that works for one request may ask about it. A job has one too, with its origin's request id. */
export interface RequestContext {
  readonly requestId: string;
  /** The client's address, behind trusted proxies the forwarded one; empty in a job. */
  readonly ip: string;
  readonly userAgent: string;
  /** How lists are answered: `envelope` under /api/v1, `bare` under its alias /api. */
  readonly listShape: 'envelope' | 'bare';
  /** Set once the caller is known. */
  callerId?: number;
  /** Set while a request with an `Idempotency-Key` runs; Database claims and stores through it. */
  idempotency?: IdempotencyClaim;
  /** How long the request still waits for the database; a job has none. */
  readonly queryDeadline?: QueryDeadline;
}

const contexts = new AsyncLocalStorage<RequestContext>();

/** The context of the request (or job) this code runs for, undefined outside of one. */
export function currentRequest(): RequestContext | undefined {
  return contexts.getStore();
}

/** Runs `work` with `context` as the current one, through all its awaits. */
export function runWithContext<T>(context: RequestContext, work: () => T): T {
  return contexts.run(context, work);
}

/** Runs a job's `work` under the request id of what caused it, so that its log lines can be followed back. */
export function runWithRequestId<T>(requestId: string, work: () => T): T {
  return contexts.run({ requestId, ip: '', userAgent: '', listShape: 'envelope' }, work);
}
