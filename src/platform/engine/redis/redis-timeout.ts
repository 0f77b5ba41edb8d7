import { Injectable, Logger } from '@nestjs/common';
import { withTimeout } from '../../../shared/waiting/with-timeout.js';

const TIMEOUT_MS = 50;
/** After so many misses in a row Redis is left alone for a second, so that not every caller waits. */
const MISSES = 3;
const OPEN_MS = 1_000;
const WARNED_EVERY_MS = 60_000;

/** Asks Redis with a timeout of 50 ms; without an answer the fallback is taken. */
@Injectable()
export class RedisTimeout {
  private readonly logger = new Logger('Redis');
  private misses = 0;
  private openUntil = 0;
  private warnedAt = -Infinity;
  private degraded = false;

  async run<T>(redis: () => Promise<T>, fallback: () => T | Promise<T>): Promise<T> {
    if (this.misses >= MISSES && performance.now() < this.openUntil) return fallback();
    try {
      const result = await withTimeout(TIMEOUT_MS, redis(), timeoutError);
      this.recordSuccess();
      return result;
    } catch (error) {
      this.recordMiss(error as Error);
      return fallback();
    }
  }

  async attempt(redis: () => Promise<unknown>): Promise<void> {
    try {
      await withTimeout(TIMEOUT_MS, redis(), timeoutError);
      this.recordSuccess();
    } catch (error) {
      this.recordMiss(error as Error);
    }
  }

  private recordSuccess(): void {
    this.misses = 0;
    if (!this.degraded) return;
    this.degraded = false;
    this.logger.log('Rates are counted and values cached in Redis again.');
  }

  private recordMiss(error: Error): void {
    const now = performance.now();
    this.misses++;
    this.openUntil = now + OPEN_MS;
    if (this.degraded || now - this.warnedAt < WARNED_EVERY_MS) return;
    this.degraded = true;
    this.warnedAt = now;
    this.logger.warn(`Rates are counted and values cached in this process alone: ${error.message}`);
  }
}

const timeoutError = () => new Error(`Redis did not answer within ${TIMEOUT_MS} ms`);
