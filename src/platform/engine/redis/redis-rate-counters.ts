import { Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Clock } from '../../../shared/clock.js';
import { MemoryRateCounters } from '../memory/memory-rate-counters.js';
import { RateCounters, type RateWindow } from '../ports/rate-counters.js';
import { RedisTimeout } from './redis-timeout.js';
import { RedisConnections } from './redis-connections.js';

const HIT = `
  local count = redis.call('INCR', KEYS[1])
  local left = count > 1 and redis.call('PTTL', KEYS[1]) or -1
  if left < 0 then
    redis.call('PEXPIRE', KEYS[1], ARGV[1])
    left = tonumber(ARGV[1])
  end
  return {count, left}`;

interface Scripted extends Redis {
  hitWindow(key: string, windowMs: number): Promise<[count: number, leftMs: number]>;
}

/** Counts in Redis, so that all processes count together; in this one alone while Redis does not answer. */
@Injectable()
export class RedisRateCounters extends RateCounters {
  private readonly redis: Scripted;
  private readonly local: MemoryRateCounters;

  constructor(
    connections: RedisConnections,
    private readonly timeout: RedisTimeout,
    private readonly clock: Clock,
  ) {
    super();
    this.redis = connections.failFast as Scripted;
    this.redis.defineCommand('hitWindow', { numberOfKeys: 1, lua: HIT });
    this.local = new MemoryRateCounters(clock);
  }

  hit(key: string, windowMs: number): Promise<RateWindow> {
    return this.timeout.run(
      async () => {
        const [count, leftMs] = await this.redis.hitWindow(stored(key), windowMs);
        return { count, resetAt: new Date(this.clock.millis() + leftMs) };
      },
      () => this.local.hit(key, windowMs),
    );
  }

  async clear(key: string): Promise<void> {
    await this.local.clear(key);
    await this.timeout.run(
      () => this.redis.del(stored(key)),
      () => 0,
    );
  }
}

function stored(key: string): string {
  return `convoke:rate:${key}`;
}
