import {
  createParamDecorator,
  NotAcceptableException,
  StreamableFile,
  type ExecutionContext,
} from '@nestjs/common';
import type { Response } from 'express';
import type { PlatformRequest } from './platform-request.js';

export const MEDIA = { json: 'application/json', pdf: 'application/pdf', png: 'image/png' } as const;

/** The one of `types` that `Accept` prefers. Throws 406 `NOT_ACCEPTABLE`: list it in the operation's errors. */
export const AcceptedType = createParamDecorator(
  (types: readonly string[], context: ExecutionContext): string => {
    const http = context.switchToHttp();
    http.getResponse<Response>().vary('Accept');
    const chosen = http.getRequest<PlatformRequest>().accepts([...types]);
    if (!chosen) throw new NotAcceptableException(`This is answered as ${types.join(' or ')}.`);
    return chosen;
  },
);

export function fileResponse(bytes: Buffer, type: string, name: string): StreamableFile {
  return new StreamableFile(bytes, { type, disposition: `inline; filename="${name}"`, length: bytes.length });
}
