import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { authentication } from './platform/auth/authentication.js';
import { Authenticator } from './platform/auth/authenticator.js';
import type { Config } from './platform/config/config.js';
import { configureHttp, httpAdapter } from './platform/http/configure-http.js';
import { FrameworkLogger } from './platform/observability/framework-logger.js';
import { configureSockets } from './realtime/realtime.api.js';
import type { Clock } from './shared/clock.js';

/** Builds the whole product, ready for `listen`; `clock` is real time unless a test brings its own. */
export async function createApp(config: Config, clock?: Clock): Promise<NestExpressApplication> {
  const app = await NestFactory.create<NestExpressApplication>(AppModule.of(config, clock), httpAdapter(), {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(FrameworkLogger));
  configureHttp(app, config);
  app.use(authentication(app.get(Authenticator)));
  if (config.servesHttp) configureSockets(app, config);
  return app;
}
