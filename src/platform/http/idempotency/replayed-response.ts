import type { HttpErrorResponse } from '../errors/to-error-response.js';

/** Not a failure: the key was answered before, and this is that answer. Unwinds the use case that need not run. */
export class ReplayedResponse extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super('This Idempotency-Key was answered before.');
  }
}

/** A refusal whose answer is made already, because it was kept under an `Idempotency-Key`. */
export class StoredRefusal extends Error {
  constructor(readonly answer: HttpErrorResponse) {
    super(answer.body.error);
  }
}
