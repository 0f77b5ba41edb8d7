/** The database did not answer in time: an outage, like a connection that cannot be had. */
export class DatabaseTimeout extends Error {
  readonly code = 'ETIMEDOUT';

  constructor() {
    super('The database did not answer in time');
  }
}

/** How long one request waits for the database in all; time spent on anything else does not count. */
export class QueryDeadline {
  private spentMs = 0;
  private waits = 0;
  private since = 0;

  constructor(private readonly limitMs: number) {}

  /** Settles as `work` does; at the deadline it calls `giveUp` and throws DatabaseTimeout. */
  wait<T>(work: Promise<T>, giveUp: () => void): Promise<T> {
    if (this.waits++ === 0) this.since = performance.now();
    const leftMs = this.limitMs - this.spentMs - (performance.now() - this.since);
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(
        () => {
          giveUp();
          reject(new DatabaseTimeout());
        },
        Math.max(0, leftMs),
      );
      work.then(resolve, reject).finally(() => {
        clearTimeout(timer);
        if (--this.waits === 0) this.spentMs += performance.now() - this.since;
      });
    });
  }
}
