import type { HttpErrorResponse } from '../errors/to-error-response.js';

/** Not a failure: unwinds a use case whose key was answered before. */
export class ReplayedResponse extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super('This Idempotency-Key was answered before.');
  }
}

/** A refusal that is rendered already, because it was stored under an `Idempotency-Key`. */
export class StoredRefusal extends Error {
  constructor(readonly response: HttpErrorResponse) {
    super(response.body.error);
  }
}
