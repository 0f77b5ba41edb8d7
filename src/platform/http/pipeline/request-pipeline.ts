import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { readCookies } from '../../auth/cookies.js';
import type { Config } from '../../config/config.js';
import { readBody } from './read-body.js';
import { corsMiddleware } from './cors-middleware.js';
import { MalformedBody } from '../errors/http.errors.js';
import { NotFound } from '../../../shared/errors.js';
import { QueryDeadline } from '../../context/query-deadline.js';
import { callerAddressReader } from '../request/caller-address.js';
import type { PlatformRequest } from '../request/platform-request.js';
import { isFromThisMachine } from '../request/this-machine.js';
import { runWithContext, type RequestContext } from '../../context/request-context.js';
import { isVersioned, requestTarget, versioned } from './request-target.js';
import { loadShedding } from '../limits/load-shedding.js';
import { documentationHeaders, securityHeaders, type HeaderList } from './security-headers.js';

export type RequestObserver = (request: PlatformRequest, response: Response, milliseconds: number) => void;

const REQUEST_ID = /^[A-Za-z0-9._:+/=@-]{1,128}$/;
const MAX_USER_AGENT = 512;
/** All that a process without the API answers. */
const FOR_OPERATORS = /^\/(?:health|metrics)(?:[/?]|$)/;
/** So that a request is answered within five seconds. */
const DATABASE_WITHIN_MS = 4_000;

/**
 * All that happens before routing, in one function because each layer of Express costs time: request id and
 * context, headers, CORS, the alias /api → /api/v1, cookies, body and load shedding.
 */
export function requestPipeline(config: Config, observe: RequestObserver): RequestHandler {
  const ordinary = securityHeaders(config.hsts);
  const documentation = documentationHeaders(config.hsts);
  const cors = corsMiddleware(config.corsOrigins);
  const addressOf = callerAddressReader(config.trustProxy);
  const admit = loadShedding();

  return (incoming: Request, response: Response, next: NextFunction): void => {
    const request = incoming as PlatformRequest;
    const startedAt = performance.now();
    const target = requestTarget(request.url);
    if (target !== undefined) request.url = request.originalUrl = target;
    const context = contextOf(request, addressOf(request));
    request.context = context;
    response.once('close', () => observe(request, response, performance.now() - startedAt));
    setHeaders(response, request.url.startsWith('/api/docs') ? documentation : ordinary);
    response.setHeader('X-Request-Id', context.requestId);
    request.url = versioned(request.url);
    // Responses are personal and of the moment; a handler whose response may be kept says so itself.
    if (isVersioned(request.url)) response.setHeader('Cache-Control', 'no-store');
    if (!config.servesHttp && !FOR_OPERATORS.test(request.url))
      return runWithContext(context, () => next(new NotFound('This address')));
    const proceed = (error?: unknown) => runWithContext(context, () => next(error ?? admit(request, response)));
    cors(request, response, () => {
      if (target === undefined) return proceed(new MalformedBody('The address is not valid UTF-8.'));
      request.cookies = readCookies(request.headers.cookie);
      readBody(request, response, proceed);
    });
  };
}

function contextOf(request: PlatformRequest, ip: string): RequestContext {
  const asked = request.headers['x-request-id'];
  return {
    requestId: typeof asked === 'string' && REQUEST_ID.test(asked) ? asked : randomUUID(),
    ip,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, MAX_USER_AGENT),
    listShape: request.url.startsWith('/api/') && !isVersioned(request.url) ? 'bare' : 'envelope',
    inputs: [],
    isFromThisMachine: () => isFromThisMachine(request),
    callerId: undefined,
    idempotency: undefined,
    reading: undefined,
    queryDeadline: new QueryDeadline(DATABASE_WITHIN_MS),
  };
}

function setHeaders(response: Response, headers: HeaderList): void {
  for (const [name, value] of headers) response.setHeader(name, value);
}
