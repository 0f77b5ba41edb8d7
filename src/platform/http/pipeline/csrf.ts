import { randomBytes, timingSafeEqual } from 'node:crypto';
import {
  applyDecorators,
  Injectable,
  SetMetadata,
  UseInterceptors,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import type { Observable } from 'rxjs';
import { ACCESS, type Access } from '../../auth/access.js';
import { Config } from '../../config/config.js';
import { Secrets } from '../../secrets/secrets.js';
import { CsrfFailed } from '../errors/http.errors.js';
import { NotFound } from '../../../shared/errors.js';
import { isForPrograms } from '../errors/program-paths.js';
import { EMBEDDABLE, forgetSession, isFramed } from '../../auth/framing.js';
import type { PlatformRequest } from '../request/platform-request.js';

export const CSRF_COOKIE = 'csrftoken';
/** On handlers that take the plain form of a page. */
export const PAGE_FORM = 'convoke:page-form';
const UPLOAD_FORM = 'convoke:upload-form';
const HEADER = 'x-csrftoken';
const FIELD = 'csrf_token';
const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
const NONCE_LENGTH = 22;
const PURPOSE = 'csrf';

/** The double-submit token, each of one session: one that somebody else was given or made up is none. */
@Injectable()
export class CsrfTokens {
  private readonly origins: ReadonlySet<string>;

  constructor(
    private readonly config: Config,
    private readonly secrets: Secrets,
  ) {
    this.origins = new Set([config.publicUrl, config.frontendUrl].map((url) => new URL(url).origin));
  }

  /** Sets and returns the cookie; what the browser has for this session is kept, for its other tabs. */
  issue(response: Response, session = this.sessionOf(response.req)): string {
    const held = cookieOf(response.req, CSRF_COOKIE);
    const isKept = held !== undefined && session !== undefined && this.isOf(session, held);
    const token = isKept ? held : this.tokenOf(session ?? '', randomBytes(16).toString('base64url'));
    response.cookie(CSRF_COOKIE, token, {
      path: '/',
      sameSite: 'lax',
      secure: this.config.isProduction,
      maxAge: this.config.refreshTokenTtl,
    });
    return token;
  }

  /** In a header, or in a field of a page's form. */
  accepts(request: PlatformRequest, isForm = false): boolean {
    const fields = (isForm && (request.body as Record<string, unknown> | undefined)) || {};
    const [session, cookie, sent] = [
      this.sessionOf(request),
      cookieOf(request, CSRF_COOKIE),
      request.headers[HEADER] ?? fields[FIELD],
    ];
    return session !== undefined && cookie !== undefined && cookie === sent && this.isOf(session, cookie);
  }

  /** Whether a page of ours sent it: browsers say so with every form. */
  isFromOurPage({ headers: { origin, host } }: Request): boolean {
    if (origin === undefined || !URL.canParse(origin)) return false;
    return this.origins.has(origin) || new URL(origin).host === host;
  }

  private isOf(session: string, token: string): boolean {
    return equal(token, this.tokenOf(session, token.slice(0, NONCE_LENGTH)));
  }

  private tokenOf(session: string, nonce: string): string {
    return `${nonce}${this.secrets.digest(PURPOSE, `${nonce}.${session}`).toString('base64url')}`;
  }

  private sessionOf(request: Request): string | undefined {
    return cookieOf(request, this.config.sessionCookie);
  }
}

/** Refuses an unsafe method by cookie without the token, and forms of pages that are not ours. */
@Injectable()
export class CsrfGuard implements CanActivate {
  constructor(private readonly tokens: CsrfTokens) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<PlatformRequest>();
    const handler = context.getHandler();
    if (Reflect.getMetadata(EMBEDDABLE, handler) === true && isFramed(request)) forgetSession(request);
    const isForm = Reflect.hasMetadata(PAGE_FORM, handler);
    if (isForm && isForPrograms(request.originalUrl)) throw new NotFound('The address');
    if (isForm && !this.tokens.isFromOurPage(request)) throw new CsrfFailed();
    if (request.caller?.via !== 'cookie' || SAFE_METHODS.has(request.method)) return true;
    if (accessOf(context)?.ignoresCredentials) return true;
    if (isForm && isUpload(context, request)) return true;
    if (!this.tokens.accepts(request, isForm)) throw new CsrfFailed();
    return true;
  }
}

/** A form with a file is read after the guards, and its token with it; where it came from is known before. */
@Injectable()
class UploadTokenInterceptor implements NestInterceptor {
  constructor(private readonly tokens: CsrfTokens) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<PlatformRequest>();
    if (request.caller?.via === 'cookie' && !this.tokens.accepts(request, true)) throw new CsrfFailed();
    return next.handle();
  }
}

/** For the form of a page that may bring a file; it stands before what reads the file. */
export const TokenInUpload = (): MethodDecorator =>
  applyDecorators(SetMetadata(UPLOAD_FORM, true), UseInterceptors(UploadTokenInterceptor));

function isUpload(context: ExecutionContext, request: PlatformRequest): boolean {
  return Reflect.hasMetadata(UPLOAD_FORM, context.getHandler()) && Boolean(request.is('multipart/form-data'));
}

function cookieOf(request: Request, name: string): string | undefined {
  const value = (request.cookies as Record<string, unknown> | undefined)?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function accessOf(context: ExecutionContext): Access | undefined {
  return (Reflect.getMetadata(ACCESS, context.getHandler()) ??
    Reflect.getMetadata(ACCESS, context.getClass())) as Access | undefined;
}

function equal(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length > 0 && left.length === right.length && timingSafeEqual(left, right);
}
