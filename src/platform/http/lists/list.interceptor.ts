import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { map, type Observable } from 'rxjs';
import { Config } from '../../config/config.js';
import { markAsList } from './selected-fields.js';
import { pageLinksOf, toLinkHeader, type PageLinks } from './page-links.js';
import type { Page } from './lists.js';
import type { PlatformRequest } from '../request/platform-request.js';

/** Renders a `Page`: an envelope under /api/v1, a bare array under /api. Other results go out as they are. */
@Injectable()
export class ListInterceptor implements NestInterceptor<unknown, unknown> {
  constructor(private readonly config: Config) {}

  intercept(context: ExecutionContext, next: CallHandler<unknown>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<PlatformRequest>();
    const response = context.switchToHttp().getResponse<Response>();
    return next
      .handle()
      .pipe(map((result) => (isPage(result) ? this.shaped(result, request, response) : result)));
  }

  private shaped(page: Page<unknown>, request: PlatformRequest, response: Response): unknown {
    const links = pageLinksOf(this.config.publicUrl + request.originalUrl, page);
    if (page.exact === false) response.setHeader('X-Total-Count-Exact', 'false');
    if (request.context.listShape === 'bare') return this.bare(page, links, response);
    markAsList(response);
    return { count: page.total, next: links.next, previous: links.previous, results: page.items };
  }

  private bare(page: Page<unknown>, links: PageLinks, response: Response): unknown[] {
    response.setHeader('X-Total-Count', String(page.total));
    const link = toLinkHeader(links);
    if (link) response.setHeader('Link', link);
    return page.items;
  }
}

function isPage(result: unknown): result is Page<unknown> {
  return typeof result === 'object' && result !== null && 'items' in result && 'total' in result;
}
