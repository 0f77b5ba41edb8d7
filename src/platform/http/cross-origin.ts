import type { Request, Response } from 'express';

const METHODS = 'GET,HEAD,POST,PUT,PATCH,DELETE';
const REQUEST_HEADERS = 'Authorization,Content-Type,Idempotency-Key,X-CSRFToken,X-Request-Id,X-Timezone,If-None-Match';
const EXPOSED =
  'X-Total-Count,X-Total-Count-Exact,Link,X-RateLimit-Limit,X-RateLimit-Remaining,X-RateLimit-Reset,X-Request-Id,Idempotent-Replayed,Retry-After';
const REMEMBERED_SECONDS = '600';

/**
 * CORS for exactly these origins, with credentials. Answers true when the request was a preflight and is answered;
 * an origin that is not listed gets no permission and, for the rest, the same answer as anybody.
 */
export function crossOrigin(origins: readonly string[]): (request: Request, response: Response) => boolean {
  const allowed = new Set(origins.map((origin) => origin.replace(/\/+$/, '')));
  return (request, response) => {
    response.setHeader('Vary', 'Origin');
    const { origin } = request.headers;
    if (origin === undefined) return false;
    const known = allowed.has(origin);
    if (known) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Allow-Credentials', 'true');
      response.setHeader('Access-Control-Expose-Headers', EXPOSED);
    }
    if (request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return false;
    if (known) {
      response.setHeader('Access-Control-Allow-Methods', METHODS);
      response.setHeader('Access-Control-Allow-Headers', REQUEST_HEADERS);
      response.setHeader('Access-Control-Max-Age', REMEMBERED_SECONDS);
    }
    response.statusCode = 204;
    response.end();
    return true;
  };
}
