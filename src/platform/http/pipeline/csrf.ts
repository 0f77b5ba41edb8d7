import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { Response } from 'express';
import { ACCESS, type Access } from '../../auth/access.js';
import { Config } from '../../config/config.js';
import { CsrfFailed } from '../errors/http.errors.js';
import type { PlatformRequest } from '../request/platform-request.js';

const COOKIE = 'csrftoken';
const HEADER = 'x-csrftoken';
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const TOKEN = /^[A-Za-z0-9_-]{32,128}$/;

/** The double-submit token that goes with the session cookie. */
@Injectable()
export class CsrfTokens {
  constructor(private readonly config: Config) {}

  /** Returns the `csrftoken` cookie's value; one that the browser has is kept, for its other tabs. */
  issue(response: Response): string {
    const held = (response.req.cookies as Record<string, string> | undefined)?.[COOKIE];
    const token = held && TOKEN.test(held) ? held : randomBytes(32).toString('base64url');
    response.cookie(COOKIE, token, {
      path: '/',
      sameSite: 'lax',
      secure: this.config.isProduction,
      maxAge: this.config.refreshTokenTtl,
    });
    return token;
  }
}

/** Refuses an unsafe method by cookie without the token in its header; a Bearer token needs none. */
@Injectable()
export class CsrfGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<PlatformRequest>();
    if (request.caller?.via !== 'cookie' || SAFE_METHODS.has(request.method)) return true;
    if (accessOf(context)?.ignoresCredentials) return true;
    const cookie = (request.cookies as Record<string, unknown> | undefined)?.[COOKIE];
    const header = request.headers[HEADER];
    if (typeof cookie !== 'string' || typeof header !== 'string' || !equal(cookie, header))
      throw new CsrfFailed();
    return true;
  }
}

function accessOf(context: ExecutionContext): Access | undefined {
  return (Reflect.getMetadata(ACCESS, context.getHandler()) ??
    Reflect.getMetadata(ACCESS, context.getClass())) as Access | undefined;
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length > 0 && left.length === right.length && timingSafeEqual(left, right);
}
