import compression from 'compression';
import type { Application, Request, Response } from 'express';
import { selectFields } from '../lists/selected-fields.js';
import { HtmlText, JsonText, Redirection, SeeOther } from './json-text.js';

const COMPRESSED_FROM_BYTES = 1024;

/** Replaces Express' `res.json`: one serialization, no weak ETag, compression only where it pays. */
export function replaceResponseJson(app: Application): void {
  const compress = compression({ threshold: COMPRESSED_FROM_BYTES });
  const { response } = app as Application & { response: Response };
  response.json = function json(this: Response, body?: unknown): Response {
    const request = this.req;
    if (body instanceof Redirection) return redirect(this, body);
    if (body instanceof SeeOther) return lead(this, body);
    if (body instanceof HtmlText) {
      this.statusCode = body.status;
      this.setHeader('Content-Type', 'text/html; charset=utf-8');
    }
    if ((body instanceof JsonText || body instanceof HtmlText) && body.etag !== undefined)
      this.setHeader('ETag', body.etag);
    if (isKnown(this)) {
      this.statusCode = 304;
      this.end();
      return this;
    }
    const text = textOf(body, request as Request);
    if (this.getHeader('Content-Type') === undefined)
      this.setHeader('Content-Type', 'application/json; charset=utf-8');
    if (text.length > COMPRESSED_FROM_BYTES && request.headers['accept-encoding'] !== undefined) {
      compress(request as Request, this, () => send(this, text));
    } else {
      send(this, text);
    }
    return this;
  };
}

function redirect(response: Response, { path }: Redirection): Response {
  const query = /\?.*/.exec(response.req.url)?.[0] ?? '';
  response.statusCode = 302;
  response.setHeader('Location', path + query);
  response.setHeader('Cache-Control', 'no-cache');
  return response.end();
}

function lead(response: Response, { path }: SeeOther): Response {
  response.statusCode = 303;
  response.setHeader('Location', path);
  response.setHeader('Cache-Control', 'no-store');
  return response.end();
}

/** Unlike `request.fresh` also with `Cache-Control: no-cache`, which `fetch` adds to each tag it is given. */
function isKnown(response: Response): boolean {
  const { method, headers } = response.req;
  const given = headers['if-none-match'];
  const etag = response.getHeader('ETag');
  if (given === undefined || typeof etag !== 'string' || response.statusCode !== 200) return false;
  if (method !== 'GET' && method !== 'HEAD') return false;
  const known = given.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes('*') || known.includes(etag.replace(/^W\//, ''));
}

function textOf(body: unknown, request: Request): string {
  if (body instanceof HtmlText) return body.text;
  const isCut = request.res!.statusCode < 400 && request.url.includes('fields=');
  if (!isCut) return body instanceof JsonText ? body.text : (JSON.stringify(body) ?? 'null');
  const whole: unknown = body instanceof JsonText ? JSON.parse(body.text) : body;
  return JSON.stringify(selectFields(whole, request)) ?? 'null';
}

function send(response: Response, text: string): void {
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(response.req.method === 'HEAD' ? undefined : text);
}
