import type { IncomingMessage } from 'node:http';
import express, { type NextFunction, type Response } from 'express';
import { BodyTooLarge, MalformedBody, UnsupportedBody } from '../errors/http.errors.js';
import type { PlatformRequest } from '../request/platform-request.js';

/** In bytes; uploads have limits of their own, beside their routes. */
const LIMIT = 100 * 1024;
const MAX_FORM_FIELDS = 200;
const JSON_TYPES = ['application/json', 'application/*+json'];
const FORM_TYPE = 'application/x-www-form-urlencoded';

const keepBytes = (request: IncomingMessage, _response: unknown, bytes: Buffer) => {
  (request as PlatformRequest).rawBody = bytes;
};
const readJson = express.json({ limit: LIMIT, type: JSON_TYPES, inflate: false, verify: keepBytes });
const readForm = express.urlencoded({
  limit: LIMIT,
  type: FORM_TYPE,
  extended: false,
  parameterLimit: MAX_FORM_FIELDS,
  inflate: false,
  verify: keepBytes,
});

/** Reads a JSON or form body; refuses what is too large (413), unsupported (415) or malformed (400). */
export function readBody(request: PlatformRequest, response: Response, next: NextFunction): void {
  const done = (error?: unknown) =>
    next(error === undefined ? undefined : toBodyError(error as { type?: string }));
  const { 'content-length': length, 'transfer-encoding': transfer } = request.headers;
  if (transfer === undefined && (length === undefined || length === '0')) return next();
  if (request.is(JSON_TYPES)) return void readJson(request, response, done);
  if (request.is(FORM_TYPE)) return void readForm(request, response, done);
  if (request.is('multipart/form-data')) return next();
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
      return new MalformedBody();
    case 'charset.unsupported':
    case 'encoding.unsupported':
      return new UnsupportedBody();
    default:
      return error;
  }
}
