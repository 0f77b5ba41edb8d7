import type { ErrorAnswer } from './error-answer.js';

/** Not a failure: the key was answered before, and this is that answer. Unwinds the use case that need not run. */
export class StoredAnswer extends Error {
  constructor(
    readonly status: number,
    readonly body: unknown,
  ) {
    super('This Idempotency-Key was answered before.');
  }
}

/** A refusal whose answer is made already, because it was kept under an `Idempotency-Key`. */
export class AnsweredRefusal extends Error {
  constructor(readonly answer: ErrorAnswer) {
    super(answer.body.error);
  }
}
