import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../../config/config.js';
import { networkOf } from '../../../shared/network-address.js';
import { CountersStorage } from './counters-storage.js';
import { RateLimitExceeded } from '../errors/http.errors.js';
import type { PlatformRequest } from '../request/platform-request.js';
import { PERSONAL, type RateCategory } from './rate-limited.js';

@Injectable()
export class RateLimits {
  readonly enabled: boolean;

  constructor(
    private readonly config: Config,
    private readonly storage: CountersStorage,
  ) {
    this.enabled = config.rateLimitsEnabled;
  }

  /** Whether failures before routing count at this path: the API's do, its documentation's do not. */
  coversPath(request: PlatformRequest): boolean {
    return this.enabled && request.url.startsWith('/api/v1');
  }

  /** One hit on the caller's general limit, or on that of `category`. Throws `RateLimitExceeded` (429). */
  async count(request: PlatformRequest, response: Response, category?: RateCategory): Promise<void> {
    const name = category ?? (request.caller ? 'user' : 'anon');
    const rate = this.config.rates[name];
    const { totalHits, timeToExpire, isBlocked, resetAt } = await this.storage.increment(
      `${name}:${this.countedBy(request, category)}`,
      rate.windowMs,
      rate.count,
    );
    const remaining = Math.max(0, rate.count - totalHits);
    if (isBlocked || !request.limitsShown || remaining < request.limitsShown.remaining) {
      request.limitsShown = { remaining };
      response.setHeader('X-RateLimit-Limit', String(rate.count));
      response.setHeader('X-RateLimit-Remaining', String(remaining));
      response.setHeader('X-RateLimit-Reset', String(Math.ceil(resetAt.getTime() / 1000)));
    }
    if (isBlocked)
      throw new RateLimitExceeded({
        limit: rate.count,
        window: `1 ${rate.window}`,
        resetAt,
        retryAfterSeconds: timeToExpire,
      });
  }

  /** People by their id; strangers, and all routes of credentials, by their address. */
  private countedBy(request: PlatformRequest, category: RateCategory | undefined): string | number {
    const byPerson = category === undefined || PERSONAL.has(category);
    return byPerson && request.caller ? request.caller.id : networkOf(request.context.ip);
  }
}
