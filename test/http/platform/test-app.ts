import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Global, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AuditModule } from '../../../src/platform/audit/audit.module.js';
import { AuthModule } from '../../../src/platform/auth/auth.module.js';
import { authentication } from '../../../src/platform/auth/authentication.js';
import { Authenticator, type Credentials } from '../../../src/platform/auth/authenticator.js';
import type { Caller } from '../../../src/platform/auth/caller.js';
import { loadConfig } from '../../../src/platform/config/config.js';
import { ConfigModule } from '../../../src/platform/config/config.module.js';
import { DatabaseModule } from '../../../src/platform/database/database.module.js';
import { EngineModule } from '../../../src/platform/engine/engine.module.js';
import { configureHttp, httpAdapter } from '../../../src/platform/http/configure-http.js';
import { API_GROUPS } from '../../../src/platform/http/openapi/api-document.js';
import { HttpModule } from '../../../src/platform/http/http.module.js';
import { FrameworkLogger } from '../../../src/platform/observability/framework-logger.js';
import { MonitoringModule } from '../../../src/platform/monitoring/monitoring.module.js';
import { ObservabilityModule } from '../../../src/platform/observability/observability.module.js';
import { RegistriesModule } from '../../../src/platform/registries/registries.module.js';
import { TestClock } from '../../support/test-clock.js';
import { Unauthenticated } from '../../../src/shared/errors.js';
import { createTestDatabase } from '../../support/database.js';
import { Http } from '../../support/http.js';

/** Knows callers by tokens such as `user-7` and `admin-1`; every other token is dead. */
class TokensOfTests extends Authenticator {
  readonly cookieName = 'sessionid';

  async requireLive(): Promise<void> {}

  async authenticate({ bearer, cookie }: Credentials): Promise<Caller> {
    const match = /^(user|admin)-(\d+)$/.exec(bearer ?? cookie ?? '');
    if (!match) throw new Unauthenticated();
    const [id, isAdmin] = [Number(match[2]), match[1] === 'admin'];
    return {
      id,
      username: `person${id}`,
      email: `person${id}@example.org`,
      timezone: 'UTC',
      fullName: `Person ${id}`,
      userType: isAdmin ? 'admin' : 'attendee',
      isAdmin,
      sessionId: id,
      scopes: null,
      via: bearer === undefined ? 'cookie' : 'bearer',
      expiresAt: new Date('9999-01-01'),
    };
  }

  async findEndedSessions(): Promise<number[]> {
    return [];
  }
}

@Global()
@Module({ providers: [{ provide: Authenticator, useClass: TokensOfTests }], exports: [Authenticator] })
class TestIdentityModule {}

const GROUPS = [{ name: 'Visits', description: 'Who comes, and when.' }];

export interface TestApp {
  app: NestExpressApplication;
  url: string;
  clock: TestClock;
  http: Http;
  as(token: string): Http;
  close(): Promise<void>;
}

/** The platform alone with controllers of a test, on its own port and database. */
export async function testApp(
  controllers: Type<unknown>[],
  env: Record<string, string> = {},
): Promise<TestApp> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'convoke-http-'));
  const clock = new TestClock();
  const config = loadConfig({
    NODE_ENV: 'test',
    DATABASE_URL: database.url,
    DATABASE_POOL_SIZE: '5',
    DATA_DIR: dataDir,
    APP_SECRET: 'a secret for tests that is long enough',
    RATE_LIMITS_ENABLED: 'false',
    LOG_LEVEL: 'silent',
    ...env,
  });
  const modules = [
    ConfigModule.of(config, clock),
    DatabaseModule,
    EngineModule.of(config),
    AuthModule,
    ObservabilityModule,
    HttpModule,
    AuditModule,
    RegistriesModule,
    MonitoringModule,
    TestIdentityModule,
  ];
  @Module({ imports: modules, controllers, providers: [{ provide: API_GROUPS, useValue: GROUPS }] })
  class TestModule {}

  const app = await NestFactory.create<NestExpressApplication>(TestModule, httpAdapter(), {
    bodyParser: false,
    bufferLogs: true,
    abortOnError: false,
  });
  app.useLogger(app.get(FrameworkLogger));
  configureHttp(app, config);
  app.use(authentication(app.get(Authenticator)));
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();
  const http = new Http(url);
  return {
    app,
    url,
    clock,
    http,
    as: (token) => http.with({ authorization: `Bearer ${token}` }),
    close: async () => {
      await app.close();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
