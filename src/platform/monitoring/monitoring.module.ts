import { Global, Module } from '@nestjs/common';
import { CheckupService } from './checkup.service.js';
import { HealthController } from './health.controller.js';
import { MailsController } from './mails.controller.js';
import { MetricsController } from './metrics.controller.js';
import { PlatformCheckup } from './platform-checkup.js';
import { QueuesController } from './queues.controller.js';
import { Readiness } from './readiness.js';
import { RetriesService } from './retries.service.js';
import { SystemStatus } from './system-status.js';

@Global()
@Module({
  controllers: [HealthController, MetricsController, QueuesController, MailsController],
  providers: [Readiness, SystemStatus, RetriesService, CheckupService, PlatformCheckup],
  exports: [Readiness, CheckupService, RetriesService],
})
export class MonitoringModule {}
