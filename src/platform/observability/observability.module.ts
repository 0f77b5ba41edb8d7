import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config.js';
import { FrameworkLogger } from './framework-logger.js';
import { logTo } from './logger.js';
import { Metrics } from './metrics.js';
import { createRootLogger } from './root-logger.js';

@Global()
@Module({ providers: [FrameworkLogger, Metrics], exports: [FrameworkLogger, Metrics] })
export class ObservabilityModule {
  constructor(config: Config) {
    logTo(createRootLogger(config));
  }
}
