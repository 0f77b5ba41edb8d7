import {
  applyDecorators,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import { Config } from '../../config/config.js';
import { CSRF_COOKIE } from '../pipeline/csrf.js';
import { JsonText, Redirection, weakTag } from '../pipeline/json-text.js';
import type { PlatformRequest } from '../request/platform-request.js';

/** What somebody chose for pages: they are of that person then. */
export const PAGE_COOKIES = ['lang', 'theme', 'timezone'] as const;

const VARIES = 'Accept, Accept-Language, Cookie';
const SHARED = 'public, max-age=0, s-maxage=900';

@Injectable()
class PublicCacheInterceptor implements NestInterceptor {
  constructor(private readonly config: Config) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    const { cookies } = context.switchToHttp().getRequest<PlatformRequest>();
    const names = [this.config.sessionCookie, CSRF_COOKIE, ...PAGE_COOKIES];
    const isKnown = names.some((name) => name in (cookies as object));
    response.setHeader('Cache-Control', 'no-store');
    response.vary(VARIES);
    return next.handle().pipe(
      map((body: unknown) => {
        if (body instanceof Redirection) return body;
        response.setHeader('Cache-Control', isKnown ? 'private, no-store' : SHARED);
        const text = JSON.stringify(body);
        return new JsonText(text, weakTag(text));
      }),
    );
  }
}

@Injectable()
class RevalidatedInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<Response>();
    response.setHeader('Cache-Control', 'no-cache');
    response.vary(VARIES);
    return next.handle();
  }
}

/** Everybody sees it alike: caches keep it for a quarter of an hour, unless a cookie of ours came along. */
export const PublicCache = (): MethodDecorator => applyDecorators(UseInterceptors(PublicCacheInterceptor));

/** For what may be kept, but not shown again without asking. */
export const Revalidated = (): MethodDecorator => applyDecorators(UseInterceptors(RevalidatedInterceptor));
