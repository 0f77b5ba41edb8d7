import { Injectable } from '@nestjs/common';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';
import { StepRunnerService } from './step-runner.service.js';
import { STEPS_DUE, StepsRepository } from './steps.repository.js';

const EVERY_MS = 1_000;
const AT_ONCE = 100;
const FORGOTTEN_EVERY_MS = 10 * 60_000;
const FORGOTTEN_AT_ONCE = 1_000;
const KEPT_FOR_MS = 365 * 24 * 3_600_000;

/** Does the steps of workflows that have fallen due, in their order. */
@Injectable()
export class StepsProcessor {
  constructor(
    private readonly steps: StepsRepository,
    private readonly runner: StepRunnerService,
    private readonly clock: Clock,
  ) {}

  @Every(EVERY_MS, STEPS_DUE)
  async sweep(signal?: AbortSignal): Promise<void> {
    let due: number[];
    do {
      due = await this.steps.due(this.clock.now(), AT_ONCE);
      for (const id of due) {
        if (signal?.aborted) return;
        await this.runner.run(id);
      }
    } while (due.length === AT_ONCE);
  }

  @Every(FORGOTTEN_EVERY_MS)
  async forget(): Promise<void> {
    await this.steps.forget(new Date(this.clock.millis() - KEPT_FOR_MS), FORGOTTEN_AT_ONCE);
  }
}
