export interface RateWindow {
  count: number;
  resetAt: Date;
}

/** Counts hits by key in fixed windows over all processes; alone while the store is away. */
export abstract class RateCounters {
  abstract hit(key: string, windowMs: number): Promise<RateWindow>;
  abstract clear(key: string): Promise<void>;
}
