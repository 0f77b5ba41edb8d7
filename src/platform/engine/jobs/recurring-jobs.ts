const CHECKED_EVERY_MS = 30_000;

/** Recurring jobs, registered anew from time to time, since a store may come back empty. */
export class RecurringJobs {
  private readonly periods = new Map<string, number>();
  private timer?: NodeJS.Timeout;

  /** `register` must be safe to repeat; `failed` hears why it did not succeed this time. */
  constructor(
    private readonly register: (job: string, everyMs: number) => Promise<void>,
    private readonly failed: (error: Error) => void,
  ) {}

  async keep(job: string, everyMs: number): Promise<void> {
    this.periods.set(job, everyMs);
    this.timer ??= setInterval(() => void this.registerAll(), CHECKED_EVERY_MS).unref();
    await this.attempt(job, everyMs);
  }

  async registerAll(): Promise<void> {
    for (const [job, everyMs] of this.periods) await this.attempt(job, everyMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async attempt(job: string, everyMs: number): Promise<void> {
    try {
      await this.register(job, everyMs);
    } catch (error) {
      this.failed(error as Error);
    }
  }
}
