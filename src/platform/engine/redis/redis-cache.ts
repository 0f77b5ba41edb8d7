import { Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Clock } from '../../../shared/clock.js';
import { Cache } from '../ports/cache.js';
import { MemoryCache } from '../memory/memory-cache.js';
import { RedisTimeout } from './redis-timeout.js';
import { RedisConnections } from './redis-connections.js';

/** Without Redis, processes miss each other's deletions, so local values are short-lived. */
const ALONE_MS = 5_000;
const OUTDATED_REMEMBERED = 10_000;

/** The cache in Redis, and for seconds in this process while Redis does not answer. */
@Injectable()
export class RedisCache extends Cache {
  private readonly redis: Redis;
  private readonly local: MemoryCache;
  /** Changed while Redis was away: what it still holds for them must never be seen again. */
  private readonly outdated = new Set<string>();

  constructor(
    connections: RedisConnections,
    private readonly timeout: RedisTimeout,
    clock: Clock,
  ) {
    super();
    this.redis = connections.failFast;
    this.local = new MemoryCache(clock);
    this.redis.on('ready', () => void this.forgetOutdated());
  }

  async get<T>(key: string): Promise<T | undefined> {
    if (this.outdated.size > 0) await this.forgetOutdated();
    if (this.outdated.has(key)) return this.local.get<T>(key);
    return this.timeout.run<T | undefined>(
      async () => {
        const json = await this.redis.get(stored(key));
        return json === null ? undefined : (JSON.parse(json) as T);
      },
      () => this.local.get<T>(key),
    );
  }

  async set(key: string, value: unknown, ttlMs: number): Promise<void> {
    await this.timeout.run<unknown>(
      async () => {
        await this.redis.set(stored(key), JSON.stringify(value), 'PX', Math.max(1, Math.ceil(ttlMs)));
        this.outdated.delete(key);
      },
      () => {
        this.remember(key);
        return this.local.set(key, value, Math.min(ttlMs, ALONE_MS));
      },
    );
  }

  async delete(key: string): Promise<void> {
    await this.local.delete(key);
    await this.timeout.run<unknown>(
      async () => {
        await this.redis.del(stored(key));
        this.outdated.delete(key);
      },
      () => this.remember(key),
    );
  }

  private remember(key: string): void {
    this.outdated.add(key);
    if (this.outdated.size > OUTDATED_REMEMBERED) this.outdated.delete(this.outdated.values().next().value!);
  }

  private async forgetOutdated(): Promise<void> {
    const keys = [...this.outdated];
    if (keys.length === 0) return;
    await this.timeout.run<unknown>(
      async () => {
        await this.redis.del(...keys.map(stored));
        for (const key of keys) this.outdated.delete(key);
      },
      () => undefined,
    );
  }
}

function stored(key: string): string {
  return `convoke:cache:${key}`;
}
