import { applyDecorators, createParamDecorator, UseInterceptors, type ExecutionContext } from '@nestjs/common';
import { FileFieldsInterceptor } from '@nestjs/platform-express';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { Request } from 'express';
import type {} from 'multer';
import { MAX_UPLOAD_BYTES } from '../../platform/files/pictures.js';
import { InvalidInput } from '../../shared/errors.js';

/** A picture that came with a form, and the name of its field. */
export interface UploadedCover {
  fieldName: string;
  bytes: Buffer;
}

const FIELDS = ['cover_image', 'cover'];
const LIMITS = {
  fileSize: MAX_UPLOAD_BYTES,
  files: 1,
  fields: 10,
  fieldSize: 64 * 1024,
  fieldNameSize: 100,
  headerPairs: 50,
};
const SCHEMA = { type: 'object', properties: { cover_image: { type: 'string', format: 'binary' } } };

/** The handler takes a form with a picture of at most 5 MB as `cover_image` or `cover`. */
export function AcceptsCover(): MethodDecorator {
  return applyDecorators(
    UseInterceptors(
      FileFieldsInterceptor(
        FIELDS.map((name) => ({ name, maxCount: 1 })),
        { limits: LIMITS },
      ),
    ),
    ApiConsumes('multipart/form-data'),
    ApiBody({ schema: SCHEMA }),
  );
}

export const Cover = createParamDecorator(
  (_: unknown, context: ExecutionContext): UploadedCover | undefined => {
    const files = context.switchToHttp().getRequest<Request>().files as
      Record<string, Express.Multer.File[]> | undefined;
    const file = FIELDS.map((name) => files?.[name]?.[0]).find(Boolean);
    return file && { fieldName: file.fieldname, bytes: file.buffer };
  },
);

export const missingCover = (): InvalidInput =>
  new InvalidInput({ cover_image: ['Send a picture as multipart/form-data.'] });
