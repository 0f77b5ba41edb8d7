import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  InjectThrottlerOptions,
  InjectThrottlerStorage,
  ThrottlerGuard,
  type ThrottlerModuleOptions,
  type ThrottlerStorage,
} from '@nestjs/throttler';
import type { Response } from 'express';
import { Config } from '../../config/config.js';
import type { PlatformRequest } from '../request/platform-request.js';
import { ALONE, RATE_CATEGORY, UNLIMITED, type RateCategory, type RateLimitOptions } from './rate-limited.js';
import { RateLimits } from './rate-limits.js';

const GENERAL = 'general';
const CATEGORIES: readonly RateCategory[] = [
  'booking',
  'login',
  'registration',
  'password_reset',
  'document',
  'upload',
  'invite',
  'check_in',
  'page',
];

/** @nestjs/throttler's options: one limit everywhere, and each category on its routes alone. */
export function throttlers({ rates }: Config): ThrottlerModuleOptions {
  const categories = CATEGORIES.map((name) => ({ name, limit: rates[name].count, ttl: rates[name].windowMs }));
  return [{ name: GENERAL, limit: rates.user.count, ttl: rates.user.windowMs }, ...categories];
}

interface Plan {
  isUnlimited: boolean;
  limited?: RateLimitOptions;
}

/** The library's guard asks each limit of each request by metadata; here a handler has a plan. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  private readonly plans = new Map<object, Map<object, Plan>>();

  constructor(
    @InjectThrottlerOptions() options: ThrottlerModuleOptions,
    @InjectThrottlerStorage() storage: ThrottlerStorage,
    reflector: Reflector,
    @Inject(RateLimits) private readonly limits: RateLimits,
  ) {
    super(options, storage, reflector);
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    if (!this.limits.enabled || context.getType() !== 'http') return true;
    const { isUnlimited, limited } = this.planOf(context.getClass(), context.getHandler());
    if (isUnlimited) return true;
    const http = context.switchToHttp();
    const [request, response] = [http.getRequest<PlatformRequest>(), http.getResponse<Response>()];
    const category = (limited?.when?.(request) ?? true) ? limited?.category : undefined;
    const isAlone = category !== undefined && ALONE.has(category);
    for (const { name } of this.throttlers) {
      if (name === category) await this.limits.count(request, response, category);
      else if (name === GENERAL && !isAlone) await this.limits.count(request, response);
    }
    return true;
  }

  private planOf(controller: object, handler: object): Plan {
    let plans = this.plans.get(controller);
    if (!plans) this.plans.set(controller, (plans = new Map()));
    let plan = plans.get(handler);
    if (!plan) {
      const said = (key: string): unknown =>
        Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller);
      const limited = said(RATE_CATEGORY) as RateLimitOptions | undefined;
      plans.set(handler, (plan = { isUnlimited: said(UNLIMITED) !== undefined, limited }));
    }
    return plan;
  }
}
