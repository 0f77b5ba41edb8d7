import {
  applyDecorators,
  Injectable,
  SetMetadata,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  type Type,
} from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Response } from 'express';
import { catchError, from, map, throwError, type Observable } from 'rxjs';
import type { Failure, Page as PageOf } from '../../../web/pages/page.js';
import { Clock } from '../../shared/clock.js';
import { DomainError } from '../../shared/errors.js';
import { toErrorResponse, type HttpErrorResponse } from '../http/errors/to-error-response.js';
import { PAGE_FORM } from '../http/pipeline/csrf.js';
import { HtmlText, Redirection, SeeOther } from '../http/pipeline/json-text.js';
import { MEDIA, preferredType } from '../http/request/content-negotiation.js';
import type { PlatformRequest } from '../http/request/platform-request.js';
import { PageRenderer } from './page-renderer.js';

const PAGE = 'convoke:page';

/** Gives the body of a page anew, where its form was refused. */
export interface PageBodies {
  bodyOf(request: PlatformRequest): Promise<unknown>;
}

interface PageOptions {
  page: PageOf<never>;
  /** For people only; without, `Accept` decides, and JSON is for who prefers nothing. */
  isAlone: boolean;
  again?: Type<PageBodies>;
}

export function prefersPage(request: PlatformRequest): boolean {
  return preferredType(request, [MEDIA.json, MEDIA.html]) === MEDIA.html;
}

export function toFailure({ status, body, retryAfterSeconds }: HttpErrorResponse): Failure {
  const { code, error: message, details, field_errors: fields = {} } = body;
  return { status, code, message, fields, details, retryAfter: retryAfterSeconds ?? null };
}

@Injectable()
class PageInterceptor implements NestInterceptor {
  constructor(
    private readonly renderer: PageRenderer,
    private readonly modules: ModuleRef,
    private readonly clock: Clock,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const options = Reflect.getMetadata(PAGE, context.getHandler()) as PageOptions;
    const request = context.switchToHttp().getRequest<PlatformRequest>();
    const response = context.switchToHttp().getResponse<Response>();
    if (!options.isAlone) response.vary('Accept');
    if (!options.isAlone && !prefersPage(request)) return next.handle();
    if (options.again) request.body = filledIn(request.body);
    return next.handle().pipe(
      map((body: unknown) => this.answer(body, options, request, response)),
      catchError((error: unknown) =>
        options.again ? from(this.again(error, options, request, response)) : throwError(() => error),
      ),
    );
  }

  private answer(body: unknown, { page }: PageOptions, request: PlatformRequest, response: Response): unknown {
    const isDone = body instanceof Redirection || body instanceof SeeOther || body instanceof HtmlText;
    return isDone ? body : this.renderer.render(page, body, request, response, { status: 200 });
  }

  /** The form once more, with what was typed and what is wrong; faults of ours go on. */
  private async again(
    error: unknown,
    { page, again }: PageOptions,
    request: PlatformRequest,
    response: Response,
  ): Promise<HtmlText> {
    if (!(error instanceof DomainError) || error.kind === 'not_found') throw error;
    const refused = toErrorResponse(error, this.clock.now(), request.context.requestId);
    if (refused.retryAfterSeconds !== undefined)
      response.setHeader('Retry-After', String(refused.retryAfterSeconds));
    const body = await this.modules.get<PageBodies>(again!, { strict: false }).bodyOf(request);
    const failure = toFailure(refused);
    return this.renderer.render(page, body, request, response, { status: refused.status, failure });
  }
}

/** Forms send what was left empty, too. */
function filledIn(body: unknown): object {
  return Object.fromEntries(Object.entries((body ?? {}) as object).filter(([, value]) => value !== ''));
}

const decorate = (options: PageOptions): MethodDecorator =>
  applyDecorators(SetMetadata(PAGE, options), UseInterceptors(PageInterceptor));

/** Shows the answer as this page to who prefers HTML. It stands last, so that nothing comes around it. */
export const Page = <Body>(page: PageOf<Body>): MethodDecorator => decorate({ page, isAlone: false });

/** For addresses that are pages and nothing else. */
export const PageAlone = <Body>(page: PageOf<Body>): MethodDecorator => decorate({ page, isAlone: true });

/** Takes the page's own form; where it is refused, the page is shown again with what `again` gives. */
export const PageForm = <Body>(page: PageOf<Body>, again: Type<PageBodies>): MethodDecorator =>
  applyDecorators(SetMetadata(PAGE_FORM, true), decorate({ page, isAlone: true, again }));
