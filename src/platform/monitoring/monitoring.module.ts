import { Global, Module } from '@nestjs/common';
import { HealthController } from './health.controller.js';
import { MetricsController } from './metrics.controller.js';
import { QueuesController } from './queues.controller.js';
import { Readiness } from './readiness.js';
import { SystemStatus } from './system-status.js';

@Global()
@Module({
  controllers: [HealthController, MetricsController, QueuesController],
  providers: [Readiness, SystemStatus],
  exports: [Readiness],
})
export class MonitoringModule {}
