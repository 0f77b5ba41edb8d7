import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { FrameworkLogger } from './framework-logger.js';
import { HealthController } from '../monitoring/health.controller.js';
import { logTo } from './logger.js';
import { Metrics } from './metrics.js';
import { MetricsController } from '../monitoring/metrics.controller.js';
import { QueuesController } from '../monitoring/queues.controller.js';
import { Readiness } from '../monitoring/readiness.js';
import { RequestLog } from '../http/pipeline/request-log.js';
import { createRootLogger } from './root-logger.js';
import { SystemStatus } from '../monitoring/system-status.js';

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
