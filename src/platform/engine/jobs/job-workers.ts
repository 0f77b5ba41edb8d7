export abstract class JobWorkers {
  /** Begins to take jobs, and goes on through any outage of the store. */
  abstract start(): void;

  /** Takes no more jobs, and waits up to `graceMs` for those that run; others take over what is left. */
  abstract stop(graceMs: number): Promise<void>;
}
