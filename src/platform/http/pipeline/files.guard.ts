import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { UnsupportedBody } from '../errors/http.errors.js';
import type { PlatformRequest } from '../request/platform-request.js';

const FORM_WITH_FILES = 'multipart/form-data';
const CONSUMES = 'swagger/apiConsumes';

@Injectable()
export class FilesGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<PlatformRequest>();
    if (request.is(FORM_WITH_FILES) && !consumed(context).includes(FORM_WITH_FILES))
      throw new UnsupportedBody();
    return true;
  }
}

function consumed(context: ExecutionContext): readonly string[] {
  return (Reflect.getMetadata(CONSUMES, context.getHandler()) ?? []) as string[];
}
