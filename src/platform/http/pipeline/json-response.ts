import compression from 'compression';
import type { Application, Request, Response } from 'express';
import { selectFields } from '../lists/selected-fields.js';

const COMPRESSED_FROM_BYTES = 1024;

/** Replaces Express' `res.json`: one serialization, no weak ETag, compression only where it pays. */
export function replaceResponseJson(app: Application): void {
  const compress = compression({ threshold: COMPRESSED_FROM_BYTES });
  const { response } = app as Application & { response: Response };
  response.json = function json(this: Response, body?: unknown): Response {
    const request = this.req;
    const shown = this.statusCode < 400 && request.url.includes('fields=') ? selectFields(body, request) : body;
    const text = JSON.stringify(shown) ?? 'null';
    if (this.getHeader('ETag') !== undefined && request.fresh) {
      this.statusCode = 304;
      this.end();
      return this;
    }
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

function send(response: Response, text: string): void {
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(response.req.method === 'HEAD' ? undefined : text);
}
