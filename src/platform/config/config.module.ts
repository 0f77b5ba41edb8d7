import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Clock, SystemClock } from '../../shared/clock.js';
import { Config } from './config.js';

@Global()
@Module({})
export class ConfigModule {
  static of(config: Config, clock: Clock = new SystemClock()): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: Config, useValue: config },
        { provide: Clock, useValue: clock },
      ],
      exports: [Config, Clock],
    };
  }
}
