import { Injectable } from '@nestjs/common';
import { Clock } from '../../../shared/clock.js';
import { Cache } from '../ports/cache.js';

const ENTRIES = 10_000;

/** Keeps the values used last; each is JSON, so that nobody changes a cached value by holding on to it. */
@Injectable()
export class MemoryCache extends Cache {
  // In order of insertion: the first entry is the one unused for longest.
  private readonly entries = new Map<string, { json: string; expiresAt: number }>();

  constructor(private readonly clock: Clock) {
    super();
  }

  async get<T>(key: string): Promise<T | undefined> {
    const entry = this.entries.get(key);
    if (!entry) return undefined;
    this.entries.delete(key);
    if (entry.expiresAt <= this.clock.millis()) return undefined;
    this.entries.set(key, entry);
    return JSON.parse(entry.json) as T;
  }

  async set(key: string, value: unknown, ttlMs: number): Promise<void> {
    this.entries.delete(key);
    this.entries.set(key, { json: JSON.stringify(value), expiresAt: this.clock.millis() + ttlMs });
    if (this.entries.size > ENTRIES) this.entries.delete(this.entries.keys().next().value!);
  }

  async delete(key: string): Promise<void> {
    this.entries.delete(key);
  }
}
