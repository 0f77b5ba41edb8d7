import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import express, { type NextFunction, type Response } from 'express';
import { BodyTooLarge, MalformedBody, UnsupportedBody } from '../errors/http.errors.js';
import type { PlatformRequest } from '../request/platform-request.js';
import { isNestedWithin, isUtf8Encoded } from './well-formed.js';

/** In bytes; uploads have limits of their own, beside their routes. */
const LIMIT = 100 * 1024;
const MAX_FORM_FIELDS = 200;
const JSON_TYPES = ['application/json', 'application/*+json'];
const FORM_TYPE = 'application/x-www-form-urlencoded';

/** Deeper JSON is nothing that any route reads, and more than recursion bears. */
const MAX_DEPTH = 32;
const BRACE = 0x7b;
const CHARSET = /;\s*charset\s*=\s*"?([^";\s]*)/i;

type BodyCheck = (request: IncomingMessage, response: unknown, bytes: Buffer) => void;

const keepIf =
  (isWellFormed: (bytes: Buffer) => boolean): BodyCheck =>
  (request, _response, bytes) => {
    if (!isUtf8(bytes) || !isWellFormed(bytes)) throw new MalformedBody();
    (request as PlatformRequest).rawBody = bytes;
  };
const readJson = express.json({
  limit: LIMIT,
  type: JSON_TYPES,
  inflate: false,
  verify: keepIf((bytes) => isNestedWithin(MAX_DEPTH, bytes)),
});
const readForm = express.urlencoded({
  limit: LIMIT,
  type: FORM_TYPE,
  extended: false,
  parameterLimit: MAX_FORM_FIELDS,
  inflate: false,
  verify: keepIf((bytes) => isUtf8Encoded(bytes.toString())),
});

/** Reads a JSON or form body; refuses what is too large (413), unsupported (415) or malformed (400). */
export function readBody(request: PlatformRequest, response: Response, next: NextFunction): void {
  const done = (error?: unknown) =>
    next(error === undefined ? undefined : toBodyError(error as { type?: string }));
  const { 'content-length': length, 'transfer-encoding': transfer } = request.headers;
  if (transfer === undefined && (length === undefined || length === '0')) return next();
  if (!isInUtf8(request)) return refuse(request, next);
  if (request.is(JSON_TYPES)) return void readJson(request, response, done);
  if (request.is(FORM_TYPE))
    return void readForm(request, response, (error) =>
      done(error ?? (isJson(request.rawBody) ? new UnsupportedBody() : undefined)),
    );
  if (request.is('multipart/form-data')) return next();
  refuse(request, next);
}

function isInUtf8({ headers }: PlatformRequest): boolean {
  const [, charset = 'utf-8'] = CHARSET.exec(headers['content-type'] ?? '') ?? [];
  return /^utf-?8$/i.test(charset);
}

/** As curl sends it where nobody says what it is: as a form, it would be a body without the fields. */
function isJson(bytes: Buffer | undefined): boolean {
  return bytes?.at(0) === BRACE;
}

function refuse(request: PlatformRequest, next: NextFunction): void {
  request.resume();
  next(new UnsupportedBody());
}

function toBodyError(error: { type?: string }): unknown {
  switch (error.type) {
    case 'entity.too.large':
    case 'parameters.too.many':
      return new BodyTooLarge();
    case 'entity.parse.failed':
    case 'request.size.invalid':
    case 'entity.verify.failed':
      return new MalformedBody();
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new UnsupportedBody();
    default:
      return error;
  }
}
