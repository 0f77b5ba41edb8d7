import { Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Clock } from '../../../shared/clock.js';
import { MemoryRateCounters } from '../memory/memory-rate-counters.js';
import { RateCounters, SLOTS, type RateWindow } from '../ports/rate-counters.js';
import { RedisTimeout } from './redis-timeout.js';
import { RedisConnections } from './redis-connections.js';

/** A window is a list of slots, each its first hit, its last one and their number. */
const HIT = `
  local time = redis.call('TIME')
  local now = time[1] * 1000 + math.floor(time[2] / 1000)
  local window, limit, width = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
  local slots, count = {}, 1
  for _, slot in ipairs(cjson.decode(redis.call('GET', KEYS[1]) or '[]')) do
    if slot[2] + window > now then
      table.insert(slots, slot)
      count = count + slot[3]
    end
  end
  if count <= limit then
    local newest = slots[#slots]
    if newest and now - newest[1] < width then
      newest[2], newest[3] = now, newest[3] + 1
    else
      table.insert(slots, {now, now, 1})
    end
    redis.call('SET', KEYS[1], cjson.encode(slots), 'PX', window)
  end
  return {count, (slots[1] and slots[1][2] or now) + window - now}`;

const TAKE_BACK = `
  local slots = cjson.decode(redis.call('GET', KEYS[1]) or '[]')
  local newest = slots[#slots]
  if not newest then return 0 end
  newest[3] = newest[3] - 1
  if newest[3] == 0 then table.remove(slots) end
  if #slots == 0 then return redis.call('DEL', KEYS[1]) end
  redis.call('SET', KEYS[1], cjson.encode(slots), 'PX', tonumber(ARGV[1]))
  return 1`;

interface Scripted extends Redis {
  takeBackHit(key: string, windowMs: number): Promise<number>;
  hitWindow(
    key: string,
    windowMs: number,
    limit: number,
    width: number,
  ): Promise<[count: number, leftMs: number]>;
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
    this.redis.defineCommand('takeBackHit', { numberOfKeys: 1, lua: TAKE_BACK });
    this.local = new MemoryRateCounters(clock);
  }

  hit(key: string, windowMs: number, limit = Number.MAX_SAFE_INTEGER): Promise<RateWindow> {
    return this.timeout.run(
      async () => {
        const [count, leftMs] = await this.redis.hitWindow(stored(key), windowMs, limit, windowMs / SLOTS);
        return { count, resetAt: new Date(this.clock.millis() + leftMs) };
      },
      () => this.local.hit(key, windowMs, limit),
    );
  }

  async takeBack(key: string, windowMs: number): Promise<void> {
    await this.timeout.run(
      () => this.redis.takeBackHit(stored(key), windowMs),
      async () => {
        await this.local.takeBack(key);
        return 0;
      },
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
  return `convoke:rate-slots:${key}`;
}
