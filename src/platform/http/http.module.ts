import { Global, Module } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { Config } from '../config/config.js';
import { SecretsModule } from '../secrets/secrets.module.js';
import { AssetsController, EmbedController } from './assets/assets.controller.js';
import { BuiltAssets } from './assets/built-assets.js';
import { CountersStorage } from './limits/counters-storage.js';
import { CsrfGuard, CsrfTokens } from './pipeline/csrf.js';
import { AllExceptionsFilter } from './pipeline/all-exceptions.filter.js';
import { RequestLog } from './pipeline/request-log.js';
import { IdempotencyKeys } from './idempotency/idempotency-keys.js';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor.js';
import { IdempotencyPersonalData } from './idempotency/idempotency.personal-data.js';
import { KeptAnswers } from './idempotency/kept-answers.js';
import { ListInterceptor } from './lists/list.interceptor.js';
import { ApiSchema } from './openapi/api-schema.js';
import { DocumentationController } from './documentation/documentation.controller.js';
import { GuideController } from './documentation/guide.controller.js';
import { ResourcesController } from './documentation/resources.controller.js';
import { RateLimitGuard, throttlers } from './limits/rate-limit.guard.js';
import { RateLimits } from './limits/rate-limits.js';

@Global()
@Module({
  imports: [SecretsModule, ThrottlerModule.forRootAsync({ inject: [Config], useFactory: throttlers })],
  controllers: [
    AssetsController,
    EmbedController,
    DocumentationController,
    GuideController,
    ResourcesController,
  ],
  providers: [
    CountersStorage,
    RateLimits,
    RateLimitGuard,
    CsrfTokens,
    CsrfGuard,
    AllExceptionsFilter,
    RequestLog,
    ApiSchema,
    BuiltAssets,
    ListInterceptor,
    IdempotencyKeys,
    IdempotencyInterceptor,
    IdempotencyPersonalData,
    KeptAnswers,
  ],
  exports: [
    BuiltAssets,
    CsrfTokens,
    ListInterceptor,
    IdempotencyInterceptor,
    IdempotencyKeys,
    KeptAnswers,
    RateLimits,
  ],
})
export class HttpModule {}
