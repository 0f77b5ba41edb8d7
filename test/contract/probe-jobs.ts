import { Injectable, Module, type DynamicModule, type INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { loadConfig, type Config } from '../../src/platform/config/config.js';
import { ConfigModule } from '../../src/platform/config/config.module.js';
import { DatabaseModule } from '../../src/platform/database/database.module.js';
import { EngineModule } from '../../src/platform/engine/engine.module.js';
import { JobHandler, type RunningJob } from '../../src/platform/engine/ports/job-handler.js';
import { currentRequest } from '../../src/platform/context/request-context.js';

export interface Run {
  id: string;
  payload: Record<string, unknown>;
  requestId?: string;
  at: number;
}

/** Handlers that remember what they ran. */
@Injectable()
export class ProbeJobs {
  readonly runs: Record<string, Run[]> = { echo: [], slow: [], failing: [], single: [] };
  /** Called when a run of `slow` begins. */
  onSlow: () => void = () => undefined;
  atOnce = { slow: 0, single: 0 };
  most = { slow: 0, single: 0 };
  private readonly held: (() => void)[] = [];
  private open = false;

  @JobHandler('probe.echo', { concurrency: 10 })
  async echo(payload: Record<string, unknown>, job: RunningJob): Promise<void> {
    this.remember('echo', payload, job);
  }

  /** Runs until it is released. */
  @JobHandler('probe.slow', { concurrency: 3 })
  async slow(payload: Record<string, unknown>, job: RunningJob): Promise<void> {
    this.onSlow();
    await this.counted('slow', () => (this.open ? Promise.resolve() : new Promise((go) => this.held.push(go))));
    this.remember('slow', payload, job);
  }

  @JobHandler('probe.failing')
  async failing(payload: Record<string, unknown>, job: RunningJob): Promise<void> {
    this.remember('failing', payload, job);
    throw new Error('This probe always fails.');
  }

  @JobHandler('probe.single', { concurrency: 1 })
  async single(payload: Record<string, unknown>, job: RunningJob): Promise<void> {
    await this.counted('single', () => new Promise((go) => setImmediate(go)));
    this.remember('single', payload, job);
  }

  /** Lets all slow runs end, those to come too. */
  release(): void {
    this.open = true;
    for (const go of this.held.splice(0)) go();
  }

  private remember(kind: string, payload: Record<string, unknown>, { id }: RunningJob): void {
    this.runs[kind]!.push({ id, payload, requestId: currentRequest()?.requestId, at: performance.now() });
  }

  private async counted(kind: 'slow' | 'single', work: () => Promise<void>): Promise<void> {
    this.most[kind] = Math.max(this.most[kind], ++this.atOnce[kind]);
    await work();
    this.atOnce[kind]--;
  }
}

@Module({})
class ProbeModule {
  static of(config: Config): DynamicModule {
    return {
      module: ProbeModule,
      imports: [ConfigModule.of(config), DatabaseModule, EngineModule.of(config)],
      providers: [ProbeJobs],
    };
  }
}

/** The engine as one process of the product has it, with the probes as its only handlers. */
export function startEngine(env: NodeJS.ProcessEnv): Promise<INestApplicationContext> {
  return NestFactory.createApplicationContext(ProbeModule.of(loadConfig(env)), { logger: ['fatal'] });
}
