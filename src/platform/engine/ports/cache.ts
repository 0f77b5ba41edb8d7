/**
 * Values that may be lost at any time, shared by all processes as JSON. While the store is away, a process
 * keeps what it sets for seconds, and never again sees a value that it deleted.
 */
export abstract class Cache {
  abstract get<T>(key: string): Promise<T | undefined>;
  abstract set(key: string, value: unknown, ttlMs: number): Promise<void>;
  abstract delete(key: string): Promise<void>;
}
