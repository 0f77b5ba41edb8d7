export interface RateWindow {
  /** Hits of this window so far, this one included. */
  count: number;
  resetAt: Date;
}

/**
 * Counts hits by key in fixed windows, exactly over all processes; within this process while the store is away.
 */
export abstract class RateCounters {
  /** Counts one hit; a window of `windowMs` opens with its first hit. */
  abstract hit(key: string, windowMs: number): Promise<RateWindow>;
  abstract clear(key: string): Promise<void>;
}
