import { AsyncLocalStorage } from 'node:async_hooks';
import type { QueryDeadline } from './query-deadline.js';
import type { IdempotencyClaim } from './idempotency-claim.js';
import type { InputReading } from './input-reading.js';

/** What the code that works for one request, or one job, may ask about it. */
export interface RequestContext {
  readonly requestId: string;
  /** The client's address, behind trusted proxies the forwarded one; empty in a job. */
  readonly ip: string;
  readonly userAgent: string;
  /** Undefined in a job. */
  readonly isFromThisMachine?: () => boolean;
  /** How lists are answered: `envelope` under /api/v1, `bare` under its alias /api. */
  readonly listShape: 'envelope' | 'bare';
  /** Bodies and queries as they were read; refusals are named by their fields. */
  readonly inputs: object[];
  callerId?: number;
  /** The code of the refusal that it was answered with. */
  refusal?: string;
  idempotency?: IdempotencyClaim;
  reading?: InputReading;
  /** Undefined in a job. */
  readonly queryDeadline?: QueryDeadline;
}

const contexts = new AsyncLocalStorage<RequestContext>();

/** The context of the request (or job) this code runs for, undefined outside of one. */
export function currentRequest(): RequestContext | undefined {
  return contexts.getStore();
}

export function runWithContext<T>(context: RequestContext, work: () => T): T {
  return contexts.run(context, work);
}

/** Runs a job under the request id of what caused it, so that its log lines can be followed back. */
export function runWithRequestId<T>(requestId: string, work: () => T): T {
  return contexts.run({ requestId, ip: '', userAgent: '', listShape: 'envelope', inputs: [] }, work);
}

/** Long work of a request waits for the database as long as it takes; parts of it leave the key alone. */
export function runUnhurried<T>(work: () => T, key?: 'without the key'): T {
  const context = contexts.getStore();
  if (!context) return work();
  const { idempotency, ...rest } = { ...context, queryDeadline: undefined };
  return contexts.run(key || !idempotency ? rest : { ...rest, idempotency }, work);
}
