import {
  createParamDecorator,
  NotAcceptableException,
  SetMetadata,
  StreamableFile,
  type ExecutionContext,
} from '@nestjs/common';
import type { Response } from 'express';
import type { PlatformRequest } from './platform-request.js';
import { refusal } from './refusal.js';

export const MEDIA = {
  json: 'application/json',
  pdf: 'application/pdf',
  png: 'image/png',
  csv: 'text/csv',
  html: 'text/html',
} as const;
export const FORMATS = 'convoke:formats';

const Negotiated = createParamDecorator((types: readonly string[], context: ExecutionContext): string => {
  const http = context.switchToHttp();
  http.getResponse<Response>().vary('Accept');
  const request = http.getRequest<PlatformRequest>();
  const chosen = preferredType(request, types);
  if (chosen) return chosen;
  if (askedFormat(request) !== undefined)
    throw refusal({ format: [`Choose one of ${formatsOf(types).join(', ')}.`] });
  throw new NotAcceptableException(`This is answered as ${types.join(' or ')}.`);
});

/**
 * The one of `types` that `?format=` names, which links can say, or else `Accept` prefers. Throws 400, or 406
 * `NOT_ACCEPTABLE`: list it in the operation's errors. Where there is one alone, it is given to everybody.
 */
export const AcceptedType =
  (types: readonly string[]): ParameterDecorator =>
  (target, method, index) => {
    const handler = (target as Record<string | symbol, object>)[method!]!;
    SetMetadata(FORMATS, formatsOf(types))(handler as Parameters<ClassDecorator>[0]);
    Negotiated(types)(target, method, index);
  };

export function preferredType(request: PlatformRequest, types: readonly string[]): string | undefined {
  const format = askedFormat(request);
  if (format === undefined) return types.length === 1 ? types[0] : request.accepts([...types]) || undefined;
  const named = Object.entries(MEDIA).find(([name]) => name === format)?.[1];
  return types.find((type) => type === named);
}

export function fileResponse(bytes: Buffer, type: string, name: string): StreamableFile {
  return new StreamableFile(bytes, { type, disposition: `inline; filename="${name}"`, length: bytes.length });
}

function askedFormat({ query }: PlatformRequest): unknown {
  return query['format'] || undefined;
}

function formatsOf(types: readonly string[]): string[] {
  return Object.entries(MEDIA).flatMap(([name, type]) => (types.includes(type) ? [name] : []));
}
