import { Injectable } from '@nestjs/common';
import { withTimeout } from '../../../shared/waiting/with-timeout.js';
import { RedisConnections } from './redis-connections.js';

const TIMEOUT_MS = 50;
/** After so many misses in a row Redis is left alone for a second, so that not every caller waits. */
const MISSES = 3;
const OPEN_MS = 1_000;

/** Asks Redis with a timeout of 50 ms; without an answer the fallback is taken. */
@Injectable()
export class RedisTimeout {
  private misses = 0;
  private openUntil = 0;

  constructor(private readonly connections: RedisConnections) {}

  async run<T>(redis: () => Promise<T>, fallback: () => T | Promise<T>): Promise<T> {
    if (this.misses >= MISSES && performance.now() < this.openUntil) return fallback();
    try {
      const result = await withTimeout(TIMEOUT_MS, redis(), timeoutError);
      this.misses = 0;
      return result;
    } catch (error) {
      this.recordMiss(error as Error);
      return fallback();
    }
  }

  async attempt(redis: () => Promise<unknown>): Promise<void> {
    try {
      await withTimeout(TIMEOUT_MS, redis(), timeoutError);
      this.misses = 0;
    } catch (error) {
      this.recordMiss(error as Error);
    }
  }

  private recordMiss(error: Error): void {
    this.misses++;
    this.openUntil = performance.now() + OPEN_MS;
    if (this.misses >= MISSES) this.connections.outage.notice(error);
  }
}

const timeoutError = () => new Error(`Redis did not answer within ${TIMEOUT_MS} ms`);
