import { Injectable } from '@nestjs/common';
import type { ThrottlerStorage } from '@nestjs/throttler';
import { RateCounters } from '../../engine/ports/rate-counters.js';
import { Clock } from '../../../shared/clock.js';

/** @nestjs/throttler's record, and the instant at which counting starts anew. */
export interface CountRecord {
  totalHits: number;
  timeToExpire: number;
  isBlocked: boolean;
  timeToBlockExpire: number;
  resetAt: Date;
}

/** Counts where the engine counts: in this process, or in Redis for all of them. */
@Injectable()
export class CountersStorage implements ThrottlerStorage {
  constructor(
    private readonly counters: RateCounters,
    private readonly clock: Clock,
  ) {}

  async increment(key: string, ttl: number, limit: number): Promise<CountRecord> {
    const { count, resetAt } = await this.counters.hit(key, ttl, limit);
    const seconds = Math.max(1, Math.ceil((resetAt.getTime() - this.clock.millis()) / 1000));
    const isBlocked = count > limit;
    return {
      totalHits: count,
      timeToExpire: seconds,
      isBlocked,
      timeToBlockExpire: isBlocked ? seconds : 0,
      resetAt,
    };
  }

  decrement(key: string, ttl: number): Promise<void> {
    return this.counters.takeBack(key, ttl);
  }
}
