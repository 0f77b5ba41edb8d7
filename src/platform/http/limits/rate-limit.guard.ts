import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  InjectThrottlerOptions,
  InjectThrottlerStorage,
  ThrottlerGuard,
  type ThrottlerModuleOptions,
  type ThrottlerRequest,
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
export function throttlers(config: Config): ThrottlerModuleOptions {
  const { rates } = config;
  const categories = CATEGORIES.map((name) => ({
    name,
    limit: rates[name].count,
    ttl: rates[name].windowMs,
    skipIf: (context: ExecutionContext) => !counts(context, name),
  }));
  const skipIf = (context: ExecutionContext) => [...ALONE].some((name) => counts(context, name));
  return [{ name: GENERAL, limit: rates.user.count, ttl: rates.user.windowMs, skipIf }, ...categories];
}

@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  constructor(
    @InjectThrottlerOptions() options: ThrottlerModuleOptions,
    @InjectThrottlerStorage() storage: ThrottlerStorage,
    reflector: Reflector,
    @Inject(RateLimits) private readonly limits: RateLimits,
  ) {
    super(options, storage, reflector);
  }

  protected override async shouldSkip(context: ExecutionContext): Promise<boolean> {
    return !this.limits.enabled || context.getType() !== 'http' || metadataOf(context, UNLIMITED) !== undefined;
  }

  protected override async handleRequest({ context, throttler }: ThrottlerRequest): Promise<boolean> {
    const http = context.switchToHttp();
    const category = throttler.name === GENERAL ? undefined : (throttler.name as RateCategory);
    await this.limits.count(http.getRequest<PlatformRequest>(), http.getResponse<Response>(), category);
    return true;
  }
}

function counts(context: ExecutionContext, name: RateCategory): boolean {
  const limited = metadataOf(context, RATE_CATEGORY) as RateLimitOptions | undefined;
  if (limited?.category !== name) return false;
  return limited.when?.(context.switchToHttp().getRequest<PlatformRequest>()) ?? true;
}

function metadataOf(context: ExecutionContext, key: string): unknown {
  return Reflect.getMetadata(key, context.getHandler()) ?? Reflect.getMetadata(key, context.getClass());
}
