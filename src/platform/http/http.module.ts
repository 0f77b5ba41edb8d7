import { Global, Module } from '@nestjs/common';
import { ThrottlerModule } from '@nestjs/throttler';
import { Config } from '../config/config.js';
import { CountersStorage } from './counters-storage.js';
import { CsrfGuard, CsrfTokens } from './csrf.js';
import { ExceptionAnswers } from './exception.filter.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { Idempotency } from './idempotency.interceptor.js';
import { IdempotencyPersonalData } from './idempotency.personal-data.js';
import { ListShape } from './list.interceptor.js';
import { ApiSchema } from './openapi/api-schema.js';
import { DocumentationController } from './openapi/documentation.controller.js';
import { RateLimitGuard, throttlers } from './rate-limit.guard.js';
import { RateLimits } from './rate-limits.service.js';

@Global()
@Module({
  imports: [ThrottlerModule.forRootAsync({ inject: [Config], useFactory: throttlers })],
  controllers: [DocumentationController],
  providers: [
    CountersStorage,
    RateLimits,
    RateLimitGuard,
    CsrfTokens,
    CsrfGuard,
    ExceptionAnswers,
    ApiSchema,
    ListShape,
    IdempotencyKeys,
    Idempotency,
    IdempotencyPersonalData,
  ],
  exports: [CsrfTokens, ListShape, Idempotency, IdempotencyKeys, RateLimits],
})
export class HttpModule {}
