import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Response } from 'express';
import type { PlatformRequest } from '../request/platform-request.js';
import { RATE_CATEGORY, UNLIMITED, type RateCategory } from './rate-limited.js';
import { RateLimits } from './rate-limits.js';

/** Counts each request against the general limit, and against its route's category. */
@Injectable()
export class RateLimitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RateLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    const isUnlimited = this.reflector.getAllAndOverride<boolean | undefined>(UNLIMITED, places);
    if (!this.limits.enabled || context.getType() !== 'http' || isUnlimited) return true;
    const http = context.switchToHttp();
    const [request, response] = [http.getRequest<PlatformRequest>(), http.getResponse<Response>()];
    await this.limits.count(request, response);
    const category = this.reflector.getAllAndOverride<RateCategory | undefined>(RATE_CATEGORY, places);
    if (category) await this.limits.count(request, response, category);
    return true;
  }
}
