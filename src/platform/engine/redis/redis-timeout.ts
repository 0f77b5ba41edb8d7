import { Injectable, Logger } from '@nestjs/common';
import { withTimeout } from '../../../shared/with-timeout.js';

const PATIENCE_MS = 50;
/** After so many misses in a row Redis is left alone for a second, so that not every caller waits. */
const MISSES = 3;
const LEFT_ALONE_MS = 1_000;
const TOLD_EVERY_MS = 60_000;

/** Asks Redis with a timeout of 50 ms; without an answer the fallback is taken. */
@Injectable()
export class RedisTimeout {
  private readonly logger = new Logger('Redis');
  private misses = 0;
  private leftAloneUntil = 0;
  private toldAt = -Infinity;
  private missing = false;

  async run<T>(redis: () => Promise<T>, otherwise: () => T | Promise<T>): Promise<T> {
    if (this.misses >= MISSES && performance.now() < this.leftAloneUntil) return otherwise();
    try {
      const answer = await withTimeout(PATIENCE_MS, redis(), silent);
      this.answered();
      return answer;
    } catch (error) {
      this.missed(error as Error);
      return otherwise();
    }
  }

  /** Asks even while Redis is left alone, with the same timeout. */
  async attempt(redis: () => Promise<unknown>): Promise<void> {
    try {
      await withTimeout(PATIENCE_MS, redis(), silent);
      this.answered();
    } catch (error) {
      this.missed(error as Error);
    }
  }

  private answered(): void {
    this.misses = 0;
    if (!this.missing) return;
    this.missing = false;
    this.logger.log('Rates are counted and values cached in Redis again.');
  }

  private missed(error: Error): void {
    const now = performance.now();
    this.misses++;
    this.leftAloneUntil = now + LEFT_ALONE_MS;
    if (this.missing || now - this.toldAt < TOLD_EVERY_MS) return;
    this.missing = true;
    this.toldAt = now;
    this.logger.warn(`Rates are counted and values cached in this process alone: ${error.message}`);
  }
}

const silent = () => new Error(`Redis did not answer within ${PATIENCE_MS} ms`);
