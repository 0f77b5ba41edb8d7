import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { ProblemPage } from '../../../web/pages/site/problem.page.js';
import { ErrorPages } from '../http/errors/error-pages.js';
import type { HttpErrorResponse } from '../http/errors/to-error-response.js';
import { isForPrograms } from '../http/errors/program-paths.js';
import type { PlatformRequest } from '../http/request/platform-request.js';
import { PageRenderer } from './page-renderer.js';
import { prefersPage, toFailure } from './page.js';

@Injectable()
export class ProblemPages extends ErrorPages {
  constructor(private readonly renderer: PageRenderer) {
    super();
  }

  answer(incoming: Request, response: Response, error: HttpErrorResponse): boolean {
    const request = incoming as PlatformRequest;
    if (isForPrograms(request.originalUrl)) return false;
    response.vary('Accept');
    if (!prefersPage(request)) return false;
    response.setHeader('Cache-Control', 'private, no-store');
    if (error.status === 401 && request.method === 'GET') this.leadToSignIn(request, response);
    else response.json(this.page(request, response, error));
    return true;
  }

  private page(request: PlatformRequest, response: Response, error: HttpErrorResponse): object {
    const { status, body } = error;
    const failure = toFailure(error);
    return this.renderer.render(ProblemPage, { ...body, status }, request, response, { status, failure });
  }

  private leadToSignIn({ originalUrl }: PlatformRequest, response: Response): void {
    response.statusCode = 302;
    response.setHeader('Location', `/login?next=${encodeURIComponent(originalUrl)}`);
    response.end();
  }
}
