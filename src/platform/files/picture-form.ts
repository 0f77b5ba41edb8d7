import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  PayloadTooLargeException,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { FileFieldsInterceptor } from '@nestjs/platform-express';
import type {} from 'multer';
import { catchError, finalize, throwError, type Observable } from 'rxjs';
import { DomainError } from '../../shared/errors.js';
import { bringsForm, RateLimited } from '../http/limits/rate-limited.js';
import type { PlatformRequest } from '../http/request/platform-request.js';
import { MAX_UPLOAD_BYTES, PictureTooLarge } from './pictures.js';

const LIMITS = {
  fileSize: MAX_UPLOAD_BYTES,
  files: 1,
  fields: 40,
  fieldSize: 64 * 1024,
  fieldNameSize: 100,
  headerPairs: 50,
};

/** A picture that came with a form, and the name of its field. */
export interface UploadedPicture {
  fieldName: string;
  bytes: Buffer;
}

export class UploadInProgress extends DomainError {
  static override readonly code = 'UPLOAD_IN_PROGRESS';
  static override readonly kind = 'conflict';
  static override readonly title = 'Another picture of yours is still being read. Send one at a time.';
  override retryAfterSeconds = 2;
}

/** Pictures wait in memory until they are decoded: one of each person at a time. */
@Injectable()
class OneUploadEach implements NestInterceptor {
  private static readonly busy = new Set<number>();

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<PlatformRequest>();
    const { busy } = OneUploadEach;
    const id = request.caller?.id;
    if (id === undefined || !bringsForm(request)) return next.handle();
    if (busy.has(id)) throw new UploadInProgress();
    busy.add(id);
    return next.handle().pipe(
      catchError((error: unknown) =>
        throwError(() => (error instanceof PayloadTooLargeException ? new PictureTooLarge() : error)),
      ),
      finalize(() => busy.delete(id)),
    );
  }
}

/** The handler takes a form with one picture of at most 25 MB in one of these fields. */
export function AcceptsPictureForm(fields: readonly string[]): MethodDecorator {
  const each = fields.map((name) => ({ name, maxCount: 1 }));
  return applyDecorators(
    RateLimited('upload', bringsForm),
    UseInterceptors(OneUploadEach, FileFieldsInterceptor(each, { limits: LIMITS })),
  );
}

export const pictureIn = (fields: readonly string[]) =>
  createParamDecorator((_: unknown, context: ExecutionContext): UploadedPicture | undefined => {
    const files = context.switchToHttp().getRequest<{ files?: Record<string, Express.Multer.File[]> }>().files;
    const file = fields.map((name) => files?.[name]?.[0]).find(Boolean);
    return file && { fieldName: file.fieldname, bytes: file.buffer };
  });
