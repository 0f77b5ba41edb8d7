import { withinGrace } from '../../shared/grace.js';
import type { Logger } from '../observability/logger.js';

const GRACE_MS = 3_000;

/** Calls of other programs, which may take long: a job begins them and goes on, a shutdown waits a while. */
export class CallsUnderWay {
  private readonly calls = new Set<Promise<void>>();

  constructor(private readonly logger: Pick<Logger, 'warn'>) {}

  get size(): number {
    return this.calls.size;
  }

  /** A call that ends otherwise than it may is made again once its lease is over. */
  follow(call: Promise<void>, onEnd: () => void = () => undefined): void {
    const ended = call
      .catch((error: unknown) => this.logger.warn('A call waits for its lease', { reason: error }))
      .finally(() => {
        this.calls.delete(ended);
        onEnd();
      });
    this.calls.add(ended);
  }

  /** All that have begun by now, whoever began them. */
  async end(): Promise<void> {
    await Promise.all(this.calls);
  }

  /** For a shutdown: what is cut off is made again once its lease is over. */
  endSoon(all: Promise<void> = this.end()): Promise<void> {
    return withinGrace(all, GRACE_MS);
  }
}
