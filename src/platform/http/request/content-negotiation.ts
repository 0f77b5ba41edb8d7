import {
  createParamDecorator,
  NotAcceptableException,
  StreamableFile,
  type ExecutionContext,
} from '@nestjs/common';
import type { Response } from 'express';
import type { PlatformRequest } from './platform-request.js';

/** What answers are made of. */
export const MEDIA = { json: 'application/json', pdf: 'application/pdf', png: 'image/png' } as const;

/**
 * The one of `types` that the request's `Accept` prefers, the first where it has no preference. Refuses with 406
 * `NOT_ACCEPTABLE` where it takes none of them; name that among the operation's errors and the types in `produces`.
 */
export const AcceptedType = createParamDecorator(
  (types: readonly string[], context: ExecutionContext): string => {
    const http = context.switchToHttp();
    http.getResponse<Response>().vary('Accept');
    const chosen = http.getRequest<PlatformRequest>().accepts([...types]);
    if (!chosen) throw new NotAcceptableException(`This is answered as ${types.join(' or ')}.`);
    return chosen;
  },
);

/** A file that was made for this answer: shown in a browser, saved under `name`. */
export function fileResponse(bytes: Buffer, type: string, name: string): StreamableFile {
  return new StreamableFile(bytes, { type, disposition: `inline; filename="${name}"`, length: bytes.length });
}
