import { applyDecorators, createParamDecorator, UseInterceptors, type ExecutionContext } from '@nestjs/common';
import { FileFieldsInterceptor } from '@nestjs/platform-express';
import { ApiConsumes } from '@nestjs/swagger';
import type { Request } from 'express';
import type {} from 'multer';
import { MAX_UPLOAD_BYTES } from '../../platform/files/pictures.js';

const FIELDS = ['avatar', 'profile_picture'];
const LIMITS = {
  fileSize: MAX_UPLOAD_BYTES,
  files: 1,
  fields: 40,
  fieldSize: 64 * 1024,
  fieldNameSize: 100,
  headerPairs: 50,
};

export interface UploadedPicture {
  fieldName: string;
  bytes: Buffer;
}

/** The handler takes JSON, or a form with a picture of at most 5 MB as `avatar` or `profile_picture`. */
export function AcceptsPicture(): MethodDecorator {
  return applyDecorators(
    UseInterceptors(
      FileFieldsInterceptor(
        FIELDS.map((name) => ({ name, maxCount: 1 })),
        { limits: LIMITS },
      ),
    ),
    ApiConsumes('application/json', 'multipart/form-data'),
  );
}

export const Picture = createParamDecorator(
  (_: unknown, context: ExecutionContext): UploadedPicture | undefined => {
    const files = context.switchToHttp().getRequest<Request>().files as
      Record<string, Express.Multer.File[]> | undefined;
    const file = FIELDS.map((name) => files?.[name]?.[0]).find(Boolean);
    return file && { fieldName: file.fieldname, bytes: file.buffer };
  },
);
