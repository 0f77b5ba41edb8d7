import { Injectable } from '@nestjs/common';
import type { Response } from 'express';
import { Config } from '../../config/config.js';
import type { Rate } from '../../config/env-parsers.js';
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
    const { remaining, resetAt, refusal } = await this.hit(
      rate,
      `${name}:${this.countedBy(request, category)}`,
    );
    if (refusal || !request.limitsShown || remaining < request.limitsShown.remaining) {
      request.limitsShown = { remaining, category };
      response.setHeader('X-RateLimit-Limit', String(rate.count));
      response.setHeader('X-RateLimit-Remaining', String(remaining));
      response.setHeader('X-RateLimit-Reset', String(Math.ceil(resetAt.getTime() / 1000)));
    }
    if (refusal) throw refusal;
  }

  /** What this request counted on `category` is counted elsewhere instead. */
  async giveBack(request: PlatformRequest, response: Response, category: RateCategory): Promise<void> {
    if (!this.enabled) return;
    await this.storage.decrement(
      `${category}:${this.countedBy(request, category)}`,
      this.config.rates[category].windowMs,
    );
    const { limitsShown: shown } = request;
    if (shown?.category === category) response.setHeader('X-RateLimit-Remaining', String(shown.remaining + 1));
  }

  /**
   * A socket is opened, or brings what a request could: a hit on the general limit of whose it is, or of the
   * network where that is nobody.
   */
  async countSocket(personId: number | null, network: string): Promise<void> {
    const { anon, user } = this.config.rates;
    if (personId === null) await this.require(anon, `anon:${network}`);
    else await this.require(user, `user:${personId}`);
  }

  async countPage(personId: number | null, network: string): Promise<void> {
    await this.require(this.config.rates.page, `page:${personId ?? network}`);
  }

  /** A connection of Socket.IO, before anybody can know whose it is. */
  async countConnection(network: string): Promise<void> {
    await this.require(this.config.rates.user, `connections:${network}`);
  }

  private async require(rate: Rate, key: string): Promise<void> {
    if (!this.enabled) return;
    const { refusal } = await this.hit(rate, key);
    if (refusal) throw refusal;
  }

  private async hit(rate: Rate, key: string) {
    const { totalHits, timeToExpire, isBlocked, resetAt } = await this.storage.increment(
      key,
      rate.windowMs,
      rate.count,
    );
    const used = { limit: rate.count, window: `1 ${rate.window}`, resetAt, retryAfterSeconds: timeToExpire };
    const refusal = isBlocked ? new RateLimitExceeded(used) : undefined;
    return { remaining: Math.max(0, rate.count - totalHits), resetAt, refusal };
  }

  /** People by their id; strangers, and all routes of credentials, by their address. */
  private countedBy(request: PlatformRequest, category: RateCategory | undefined): string | number {
    const byPerson = category === undefined || PERSONAL.has(category);
    return byPerson && request.caller ? request.caller.id : networkOf(request.context.ip);
  }
}
