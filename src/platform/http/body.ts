import { parse as parseForm } from 'node:querystring';
import { BodyTooLarge, MalformedBody, UnsupportedBody } from './http.errors.js';
import type { PlatformRequest } from './prelude.js';

/** Bodies of JSON and of forms; uploads have limits of their own, beside their routes. */
const MAX_BYTES = 100 * 1024;
const MAX_FORM_FIELDS = 200;
const MAX_DRAINED_BYTES = 1024 * 1024;

type Kind = 'json' | 'form' | 'upload';
type Proceed = (error?: unknown) => void;

/**
 * Reads a JSON or form body into `request.body`, and leaves multipart ones to their routes. Refuses what is
 * larger than 100 kB (413), of another type or charset (415), or no JSON (400).
 */
export function readBody(request: PlatformRequest, proceed: Proceed): void {
  const { 'content-length': length, 'transfer-encoding': transfer, 'content-type': type } = request.headers;
  if (transfer === undefined && (length === undefined || length === '0')) return proceed();
  const kind = kindOf(type);
  if (kind === 'upload') return proceed();
  const encoding = request.headers['content-encoding'];
  const refused = kind === undefined || (encoding !== undefined && encoding !== 'identity');
  if (refused) return refuse(request, new UnsupportedBody(), proceed);
  if (Number(length) > MAX_BYTES) return refuse(request, new BodyTooLarge(), proceed);
  collect(request, kind, proceed);
}

/** The rest is read and dropped; where it would be long, the connection ends with the answer. */
function refuse(request: PlatformRequest, error: Error, proceed: Proceed): void {
  const length = Number(request.headers['content-length'] ?? Infinity);
  if (length > MAX_DRAINED_BYTES) request.res?.setHeader('Connection', 'close');
  request.resume();
  proceed(error);
}

function collect(request: PlatformRequest, kind: 'json' | 'form', proceed: Proceed): void {
  const chunks: Buffer[] = [];
  let size = 0;
  const onData = (chunk: Buffer) => {
    size += chunk.length;
    if (size <= MAX_BYTES) {
      chunks.push(chunk);
      return;
    }
    request.off('data', onData).off('end', onEnd);
    refuse(request, new BodyTooLarge(), proceed);
  };
  const onEnd = () => proceed(parse(request, kind, chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
  // A client that goes away in the middle gets no answer: its request ends here.
  request
    .on('data', onData)
    .once('end', onEnd)
    .once('error', () => undefined);
}

/** Sets the body; answers the refusal of what cannot be read. */
function parse(request: PlatformRequest, kind: 'json' | 'form', bytes: Buffer): Error | undefined {
  request.rawBody = bytes;
  const text = bytes.toString('utf8');
  if (kind === 'form') {
    request.body = parseForm(text, '&', '=', { maxKeys: MAX_FORM_FIELDS });
    return undefined;
  }
  try {
    request.body = JSON.parse(text);
    return undefined;
  } catch {
    return new MalformedBody();
  }
}

function kindOf(contentType: string | undefined): Kind | undefined {
  if (contentType === 'application/json') return 'json';
  if (contentType === undefined) return undefined;
  const [mediaType = '', ...parameters] = contentType
    .toLowerCase()
    .split(';')
    .map((part) => part.trim());
  const charset = parameters
    .find((parameter) => parameter.startsWith('charset='))
    ?.slice('charset='.length)
    .replaceAll('"', '');
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8' && charset !== 'us-ascii') return undefined;
  if (mediaType === 'application/json' || /^application\/[\w.-]+\+json$/.test(mediaType)) return 'json';
  if (mediaType === 'application/x-www-form-urlencoded') return 'form';
  return mediaType === 'multipart/form-data' ? 'upload' : undefined;
}
