import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { FrameworkLogger } from './framework-logger.js';
import { HealthController } from './health.controller.js';
import { logTo } from './logger.js';
import { Metrics } from './metrics.js';
import { MetricsController } from './metrics.controller.js';
import { QueuesController } from './queues.controller.js';
import { Readiness } from './readiness.js';
import { RequestLog } from './request-log.js';
import { createRootLogger } from './root-logger.js';
import { SystemStatus } from './system-status.js';

@Global()
@Module({
  controllers: [HealthController, MetricsController, QueuesController],
  providers: [FrameworkLogger, Metrics, Readiness, RequestLog, SystemStatus],
  exports: [FrameworkLogger, Metrics, Readiness, RequestLog],
})
export class ObservabilityModule {
  constructor(config: Config) {
    logTo(createRootLogger(config));
  }
}
