import { Logger } from '@nestjs/common';

const ASKED_EVERY_MS = 1_000;
const MOST_CAUSES = 5;
const told = new WeakSet<object>();

/** Whether the log has said already what this error comes of: then it says no more of it. */
export function isTold(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > MOST_CAUSES) return false;
  const { cause, driverError } = error as { cause?: unknown; driverError?: unknown };
  return told.has(error) || isTold(cause ?? driverError, depth + 1);
}

export interface OutageLines {
  away: string;
  back: string;
}

/** Something that the product asks, and that may be away: two lines in the log, however many attempts fail. */
export class Outage {
  private readonly logger = new Logger('Outages');
  private since?: number;
  private timer?: NodeJS.Timeout;
  private hasFailed = false;
  private isClosed = false;

  /** It counts as back when `ask` is answered and nobody has met it away since it was asked before. */
  constructor(
    private readonly lines: OutageLines,
    private readonly ask: () => Promise<unknown>,
    private readonly everyMs = ASKED_EVERY_MS,
  ) {}

  get isOn(): boolean {
    return this.since !== undefined;
  }

  /** Somebody met it away. `reason` where the error's own words are not for the log. */
  notice(error: unknown, reason = reasonOf(error)): void {
    if (this.isClosed) return;
    if (typeof error === 'object' && error !== null) told.add(error);
    this.hasFailed = true;
    if (this.isOn) return;
    this.since = performance.now();
    this.logger.warn(`${this.lines.away} (${reason}).`);
    this.askLater();
  }

  end(): void {
    if (this.since === undefined) return;
    clearTimeout(this.timer);
    const seconds = Math.round((performance.now() - this.since) / 100) / 10;
    this.since = undefined;
    this.logger.warn(`${this.lines.back} after ${seconds} s.`);
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  private askLater(): void {
    this.timer = setTimeout(() => void this.askNow(), this.everyMs).unref();
  }

  private async askNow(): Promise<void> {
    const wasCalm = !this.hasFailed;
    this.hasFailed = false;
    const isAnswered = await this.ask().then(
      () => true,
      () => false,
    );
    if (this.isClosed || !this.isOn) return;
    if (isAnswered && wasCalm) this.end();
    else this.askLater();
  }
}

function reasonOf(error: unknown): string {
  const { message, code } = error as { message?: string; code?: string };
  return message || code || String(error);
}
