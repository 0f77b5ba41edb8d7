import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { JOB_HANDLER, type JobHandlerOptions, type RunningJob } from '../ports/job-handler.js';

export interface RegisteredHandler extends JobHandlerOptions {
  handle(payload: object, job: RunningJob): Promise<void>;
}

type Method = (payload: object, job: RunningJob) => unknown;

@Injectable()
export class JobHandlers implements OnModuleInit {
  private readonly byName = new Map<string, RegisteredHandler>();

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  onModuleInit(): void {
    for (const { instance } of this.discovery.getProviders()) {
      if (!instance || typeof instance !== 'object') continue;
      const prototype = Object.getPrototypeOf(instance) as Record<string, unknown> | null;
      if (!prototype) continue;
      for (const method of this.scanner.getAllMethodNames(prototype))
        this.add(instance as object, prototype[method]);
    }
  }

  all(): RegisteredHandler[] {
    return [...this.byName.values()];
  }

  find(name: string): RegisteredHandler | undefined {
    return this.byName.get(name);
  }

  private add(instance: object, method: unknown): void {
    if (typeof method !== 'function') return;
    const options = this.reflector.get<JobHandlerOptions | undefined>(JOB_HANDLER, method);
    if (!options) return;
    if (this.byName.has(options.name))
      throw new Error(`Two handlers are declared for the job ${options.name}.`);
    const handle = async (payload: object, job: RunningJob) => {
      await (method as Method).call(instance, payload, job);
    };
    this.byName.set(options.name, { ...options, handle });
  }
}
