/** Hits closer together than this part of the window leave it together. */
export const SLOTS = 60;

export interface RateWindow {
  count: number;
  /** When the oldest hits leave the window. */
  resetAt: Date;
}

/** Counts hits by key in sliding windows over all processes; alone while the store is away. */
export abstract class RateCounters {
  /** The hits of the last `windowMs`, with this one; one beyond `limit` is told so and leaves no trace. */
  abstract hit(key: string, windowMs: number, limit?: number): Promise<RateWindow>;
  /** The newest hit leaves no trace either. */
  abstract takeBack(key: string, windowMs: number): Promise<void>;
  abstract clear(key: string): Promise<void>;
}
