/**
 * Values that may be lost at any time, shared by all processes. They travel as JSON. With the store away, a
 * process keeps what it sets for a few seconds on its own, and never again sees a value that it deleted.
 */
export abstract class Cache {
  abstract get<T>(key: string): Promise<T | undefined>;
  abstract set(key: string, value: unknown, ttlMs: number): Promise<void>;
  abstract delete(key: string): Promise<void>;
}
