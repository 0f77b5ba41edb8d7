import {
  applyDecorators,
  createParamDecorator,
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
import { catchError, from, mergeMap, throwError, type Observable } from 'rxjs';
import { isLanguage } from '../../../web/pages/frame/languages.js';
import type { Failure, Page as PageOf, PageFacts } from '../../../web/pages/page.js';
import { Clock } from '../../shared/clock.js';
import { DomainError } from '../../shared/errors.js';
import { isTimeZone } from '../../shared/local-days.js';
import { toErrorResponse, type HttpErrorResponse } from '../http/errors/to-error-response.js';
import { PAGE_FORM } from '../http/pipeline/csrf.js';
import { HtmlText, Redirection, SeeOther } from '../http/pipeline/json-text.js';
import { MEDIA, preferredType } from '../http/request/content-negotiation.js';
import { EMBEDDABLE } from '../auth/framing.js';
import type { PlatformRequest } from '../http/request/platform-request.js';
import { CheckupService } from '../monitoring/checkup.service.js';
import { zoneOfAccount } from './page-facts.js';
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
  const { code, error: message, field_errors: fields = {} } = body;
  const details: unknown = JSON.parse(JSON.stringify(body.details ?? null));
  return { status, code, message, fields, details, retryAfter: retryAfterSeconds ?? null };
}

@Injectable()
class PageInterceptor implements NestInterceptor {
  constructor(
    private readonly renderer: PageRenderer,
    private readonly modules: ModuleRef,
    private readonly checkup: CheckupService,
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
      mergeMap((body: unknown) => this.answer(body, options, request, response)),
      catchError((error: unknown) =>
        options.again ? from(this.again(error, options, request, response)) : throwError(() => error),
      ),
    );
  }

  private async answer(
    body: unknown,
    { page }: PageOptions,
    request: PlatformRequest,
    response: Response,
  ): Promise<unknown> {
    const isDone = body instanceof Redirection || body instanceof SeeOther || body instanceof HtmlText;
    if (isDone) return body;
    return this.renderer.render(page, body, request, response, {
      status: 200,
      ...(await this.waitingOf(page)),
    });
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
    const known = { failure: toFailure(refused), ...(await this.waitingOf(page)) };
    return this.renderer.render(page, body, request, response, { status: refused.status, ...known });
  }

  private async waitingOf({ showsWaiting }: PageOf<never>): Promise<Pick<PageFacts, 'waiting'>> {
    return showsWaiting ? { waiting: await this.checkup.waiting() } : {};
  }
}

/** Forms send what was left empty, too; and `answers.topic` is the field `topic` of `answers`. */
function filledIn(body: unknown): object {
  const fields = new Map<string, unknown>();
  for (const [name, value] of Object.entries((body ?? {}) as object)) {
    const [outer, inner] = /^([a-z_]+)\.(.+)$/.exec(name)?.slice(1) ?? [name];
    if (value === '') continue;
    if (inner === undefined) fields.set(name, value);
    else fields.set(outer!, Object.fromEntries([...insideOf(fields.get(outer!)), [inner, value]]));
  }
  return Object.fromEntries(fields);
}

function insideOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** What who asks chose for pages before. */
export interface PageChoices {
  /** Whether HTML is asked for; programs have chosen nothing. */
  isPage: boolean;
  zone: string | null;
  language: string | null;
}

export const ChosenForPages = createParamDecorator((_: unknown, context: ExecutionContext): PageChoices => {
  const request = context.switchToHttp().getRequest<PlatformRequest>();
  const isPage = prefersPage(request);
  const { timezone, lang } = (isPage ? (request.cookies ?? {}) : {}) as Record<string, unknown>;
  const viewer = isPage && request.caller?.via === 'cookie' ? request.caller : undefined;
  return {
    isPage,
    zone: typeof timezone === 'string' && isTimeZone(timezone) ? timezone : zoneOfAccount(viewer),
    language: isLanguage(lang) ? lang : null,
  };
});

const decorate = (options: PageOptions): MethodDecorator =>
  applyDecorators(
    SetMetadata(PAGE, options),
    SetMetadata(EMBEDDABLE, options.page.isEmbeddable === true),
    UseInterceptors(PageInterceptor),
  );

/** Shows the answer as this page to who prefers HTML. It stands last, so that nothing comes around it. */
export const Page = <Body>(page: PageOf<Body>): MethodDecorator => decorate({ page, isAlone: false });

/** For addresses that are pages and nothing else. */
export const PageAlone = <Body>(page: PageOf<Body>): MethodDecorator => decorate({ page, isAlone: true });

/** Takes the page's own form; where it is refused, the page is shown again with what `again` gives. */
export const PageForm = <Body>(page: PageOf<Body>, again: Type<PageBodies>): MethodDecorator =>
  applyDecorators(SetMetadata(PAGE_FORM, true), decorate({ page, isAlone: true, again }));
