import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  mixin,
  PayloadTooLargeException,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
  type Type,
} from '@nestjs/common';
import { FileFieldsInterceptor } from '@nestjs/platform-express';
import type {} from 'multer';
import { catchError, finalize, throwError, type Observable } from 'rxjs';
import { DomainError } from '../../shared/errors.js';
import { bringsForm, RateLimited } from '../http/limits/rate-limited.js';
import type { PlatformRequest } from '../http/request/platform-request.js';

const LIMITS = {
  files: 1,
  fields: 40,
  fieldSize: 64 * 1024,
  fieldNameSize: 100,
  headerPairs: 50,
};

export class UploadInProgress extends DomainError {
  static override readonly code = 'UPLOAD_IN_PROGRESS';
  static override readonly kind = 'conflict';
  static override readonly title = 'Another file of yours is still being read. Send one at a time.';
  override retryAfterSeconds = 2;
}

export interface UploadLimit {
  maxBytes: number;
  tooLarge: Type<DomainError>;
}

/** Files wait in memory until they are read: one of each person at a time. */
const busy = new Set<number>();

function oneUploadEach(tooLarge: Type<DomainError>): Type<NestInterceptor> {
  @Injectable()
  class OneUploadEach implements NestInterceptor {
    intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
      const request = context.switchToHttp().getRequest<PlatformRequest>();
      const id = request.caller?.id;
      if (id === undefined || !bringsForm(request)) return next.handle();
      if (busy.has(id)) throw new UploadInProgress();
      busy.add(id);
      return next.handle().pipe(
        catchError((error: unknown) =>
          throwError(() => (error instanceof PayloadTooLargeException ? new tooLarge() : error)),
        ),
        finalize(() => busy.delete(id)),
      );
    }
  }
  return mixin(OneUploadEach);
}

/** The handler takes a form with one file in one of these fields. */
export function AcceptsFile(fields: readonly string[], { maxBytes, tooLarge }: UploadLimit): MethodDecorator {
  const each = fields.map((name) => ({ name, maxCount: 1 }));
  const limits = { ...LIMITS, fileSize: maxBytes };
  return applyDecorators(
    RateLimited('upload', bringsForm),
    UseInterceptors(oneUploadEach(tooLarge), FileFieldsInterceptor(each, { limits })),
  );
}

export interface UploadedFile {
  fieldName: string;
  bytes: Buffer;
}

export function fileOf(context: ExecutionContext, fields: readonly string[]): UploadedFile | undefined {
  const files = context.switchToHttp().getRequest<{ files?: Record<string, Express.Multer.File[]> }>().files;
  const file = fields.map((name) => files?.[name]?.[0]).find(Boolean);
  return file && { fieldName: file.fieldname, bytes: file.buffer };
}

export const fileIn = (fields: readonly string[]) =>
  createParamDecorator((_: unknown, context: ExecutionContext) => fileOf(context, fields));
