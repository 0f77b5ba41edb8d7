import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { loadConfig, type Config } from '../../src/platform/config/config.js';
import { ConfigModule } from '../../src/platform/config/config.module.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import { EngineModule } from '../../src/platform/engine/engine.module.js';
import { ObservabilityModule } from '../../src/platform/observability/observability.module.js';
import { Every } from '../../src/platform/schedule/every.js';
import { ScheduleModule } from '../../src/platform/schedule/schedule.module.js';

export const PERIOD_MS = 250;

/** Recurring work that remembers when it ran. */
@Injectable()
export class ProbeTasks {
  readonly turns: number[] = [];
  readonly dueTurns: number[] = [];
  failures = 0;
  slowRuns = { atOnce: 0, most: 0, begun: 0, ended: 0 };
  onTurn: () => void = () => undefined;

  @Every(PERIOD_MS)
  turn(): void {
    this.turns.push(performance.now());
    this.onTurn();
  }

  @Every(PERIOD_MS)
  fail(): Promise<void> {
    this.failures++;
    return Promise.reject(new Error('This probe always fails.'));
  }

  @Every(PERIOD_MS)
  async slow(): Promise<void> {
    this.slowRuns.begun++;
    this.slowRuns.most = Math.max(this.slowRuns.most, ++this.slowRuns.atOnce);
    await pause(3 * PERIOD_MS);
    this.slowRuns.atOnce--;
    this.slowRuns.ended++;
  }

  @Every(PERIOD_MS, 'EXISTS (SELECT FROM platform.job_counts WHERE minute <= $now)')
  whereDue(): void {
    this.dueTurns.push(performance.now());
  }
}

@Module({})
class ProbeScheduleModule {
  static of(config: Config): DynamicModule {
    return {
      module: ProbeScheduleModule,
      imports: [
        ConfigModule.of(config),
        DatabaseModule,
        EngineModule.of(config),
        ObservabilityModule,
        ScheduleModule,
      ],
      providers: [ProbeTasks],
    };
  }
}

/** A process of the product that has the probes as its only recurring work. */
export function startSchedule(env: NodeJS.ProcessEnv): Promise<INestApplicationContext> {
  const config = loadConfig({ NODE_ENV: 'test', LOG_LEVEL: 'fatal', ...env });
  return NestFactory.createApplicationContext(ProbeScheduleModule.of(config), { logger: ['fatal'] });
}
