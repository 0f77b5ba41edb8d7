import { createHash } from 'node:crypto';
import {
  applyDecorators,
  Injectable,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { AcceptsFile, fileIn, fileOf } from '../../platform/files/upload-form.js';
import { ContactsFileTooLarge } from './contacts.errors.js';

const FIELDS = ['file'];
const MAX_BYTES = 20 * 1024 * 1024;
const SCHEMA = {
  type: 'object',
  properties: {
    file: { type: 'string', format: 'binary', description: 'CSV: name,email,phone,company,notes.' },
  },
};

/** An `Idempotency-Key` is of the file too, which is no part of a form's body. */
@Injectable()
class TellsFilesApart implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const file = fileOf(context, FIELDS);
    const request = context.switchToHttp().getRequest<{ body?: object }>();
    const digest = file && createHash('sha256').update(file.bytes).digest('base64');
    request.body = { ...request.body, file: digest };
    return next.handle();
  }
}

/** The handler takes a form with a CSV file of at most 20 MB as `file`. */
export function AcceptsContactsFile(): MethodDecorator {
  return applyDecorators(
    AcceptsFile(FIELDS, { maxBytes: MAX_BYTES, tooLarge: ContactsFileTooLarge }),
    UseInterceptors(TellsFilesApart),
    ApiConsumes('multipart/form-data'),
    ApiBody({ schema: SCHEMA }),
  );
}

export const ContactsFile = fileIn(FIELDS);
