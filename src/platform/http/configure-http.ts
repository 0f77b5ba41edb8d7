import type { Server } from 'node:http';
import { Reflector } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import express, { type Application } from 'express';
import { AccessGuard } from '../auth/access.guard.js';
import { Authenticator } from '../auth/authenticator.js';
import { RouteScopes } from '../auth/route-scopes.js';
import type { Config } from '../config/config.js';
import { RequestLog } from './pipeline/request-log.js';
import { CsrfGuard } from './pipeline/csrf.js';
import { AllExceptionsFilter } from './pipeline/all-exceptions.filter.js';
import { FilesGuard } from './pipeline/files.guard.js';
import { replaceResponseJson } from './pipeline/json-response.js';
import { ApiSchema } from './openapi/api-schema.js';
import { requestPipeline } from './pipeline/request-pipeline.js';
import { RateLimitGuard } from './limits/rate-limit.guard.js';
import { FieldsPipe } from './request/fields.pipe.js';
import { InputGuard, type InputShape } from './request/input.guard.js';
import { inputShapes } from './openapi/input-shapes.js';
import { Clock } from '../../shared/clock.js';

/** Milliseconds; longer than balancers keep connections, so that none is closed under a request. */
const SERVER_TIMEOUTS = { keepAliveTimeout: 75_000, headersTimeout: 15_000, requestTimeout: 60_000 };

/** So many may come at the same moment; whoever comes beyond it is let in a second later, or after several. */
const MOST_ARRIVING = 4_096;

class CrowdAdapter extends ExpressAdapter {
  override listen(port: string | number, ...rest: (string | (() => void) | undefined)[]): Server {
    const host = rest.find((each) => typeof each === 'string');
    const callback = rest.find((each) => typeof each === 'function');
    return this.httpServer.listen({ port: Number(port), host, backlog: MOST_ARRIVING }, callback);
  }
}

/** What is set here has to be before Nest takes it, which makes the router. */
export function httpAdapter(): ExpressAdapter {
  const app = express();
  app.enable('case sensitive routing');
  return new CrowdAdapter(app);
}

/** Sets up all between socket and handler. Guards run in this order: limits, CSRF, access, files, input. */
export function configureHttp(app: NestExpressApplication, config: Config): void {
  const server = app.getHttpAdapter().getInstance() as unknown as Application;
  server.disable('x-powered-by');
  server.set('etag', false);
  server.set('query parser', 'simple');
  replaceResponseJson(server);
  Object.assign(app.getHttpServer(), SERVER_TIMEOUTS);

  const log = app.get(RequestLog);
  app.use(
    requestPipeline(config, (request, response, milliseconds) => log.record(request, response, milliseconds)),
  );
  app.useGlobalGuards(
    app.get(RateLimitGuard),
    app.get(CsrfGuard),
    new AccessGuard(app.get(Reflector), app.get(Authenticator, { strict: false }), app.get(RouteScopes)),
    new FilesGuard(),
    new InputGuard(shapesOf(app)),
  );
  const clock = app.get(Clock);
  app.useGlobalPipes(new FieldsPipe(() => ({ now: clock.now(), siteName: config.siteName })));
  app.useGlobalFilters(app.get(AllExceptionsFilter));
  app.get(ApiSchema).describe(app);
}

function shapesOf(app: NestExpressApplication): (handler: object) => InputShape | undefined {
  let shapes: ReadonlyMap<object, InputShape> | undefined;
  return (handler) => (shapes ??= inputShapes(app)).get(handler);
}
