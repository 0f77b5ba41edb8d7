import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { decoratedMethods } from '../../discovery/decorated-methods.js';
import { JOB_HANDLER, type JobHandlerOptions, type RunningJob } from '../ports/job-handler.js';

export interface RegisteredHandler extends JobHandlerOptions {
  handle(payload: object, job: RunningJob): Promise<void>;
}

@Injectable()
export class JobHandlers implements OnModuleInit {
  private readonly byName = new Map<string, RegisteredHandler>();

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    for (const { options, call } of decoratedMethods<JobHandlerOptions>(this.discovery, JOB_HANDLER)) {
      if (this.byName.has(options.name))
        throw new Error(`Two handlers are declared for the job ${options.name}.`);
      const handle = async (payload: object, job: RunningJob) => {
        await call(payload, job);
      };
      this.byName.set(options.name, { ...options, handle });
    }
  }

  all(): RegisteredHandler[] {
    return [...this.byName.values()];
  }

  find(name: string): RegisteredHandler | undefined {
    return this.byName.get(name);
  }
}
