import { createHash, timingSafeEqual } from 'node:crypto';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import { Forbidden } from '../../shared/errors.js';
import { Config } from '../config/config.js';
import { isFromThisMachine } from '../http/request/this-machine.js';

const BEARER = /^Bearer (.+)$/i;

/** Measurements tell how the business goes: they are for who works on this machine, or has METRICS_TOKEN. */
@Injectable()
export class MetricsGuard implements CanActivate {
  constructor(private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    if (isFromThisMachine(request) || this.hasToken(request.headers.authorization)) return true;
    throw new Forbidden('Measurements are for this machine, or for who has METRICS_TOKEN.');
  }

  private hasToken(authorization = ''): boolean {
    const { metricsToken } = this.config;
    const given = BEARER.exec(authorization)?.[1];
    if (!metricsToken || !given) return false;
    return timingSafeEqual(digest(given), digest(metricsToken));
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
