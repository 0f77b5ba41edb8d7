import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { CallsUnderWay } from '../../platform/attempts/calls-under-way.js';
import { Logger } from '../../platform/observability/logger.js';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';
import { StepRunnerService } from './step-runner.service.js';
import { STEPS_DUE, StepsRepository, TEXTS_TO_SETTLE } from './steps.repository.js';

const EVERY_MS = 1_000;
const AT_ONCE = 100;
const CALLS_AT_ONCE = 20;
const FORGOTTEN_EVERY_MS = 10 * 60_000;
const FORGOTTEN_AT_ONCE = 1_000;
const KEPT_FOR_MS = 365 * 24 * 3_600_000;

/** Does the steps of workflows that have fallen due, in their order. */
@Injectable()
export class StepsProcessor implements BeforeApplicationShutdown {
  private readonly calls = new CallsUnderWay(new Logger(StepsProcessor.name));

  constructor(
    private readonly steps: StepsRepository,
    private readonly runner: StepRunnerService,
    private readonly clock: Clock,
  ) {}

  beforeApplicationShutdown(): Promise<void> {
    return this.calls.endSoon();
  }

  /** All calls that are under way have come to an end. */
  callsEnd(): Promise<void> {
    return this.calls.end();
  }

  /** Whoever is called may take long: nothing waits for it but who is called after twenty others. */
  @Every(EVERY_MS, STEPS_DUE)
  async sweep(signal?: AbortSignal): Promise<void> {
    let due: number[];
    do {
      const withCalls = this.calls.size < CALLS_AT_ONCE;
      due = await this.steps.due(this.clock.now(), AT_ONCE, { withCalls });
      for (const id of due) {
        if (signal?.aborted) return;
        const call = await this.runner.run(id);
        if (call) this.calls.follow(this.runner.call(call));
      }
    } while (due.length === AT_ONCE);
  }

  @Every(EVERY_MS, TEXTS_TO_SETTLE)
  async settleTexts(): Promise<void> {
    await this.steps.settleTexts(this.clock.now());
  }

  @Every(FORGOTTEN_EVERY_MS)
  async forget(): Promise<void> {
    await this.steps.forget(new Date(this.clock.millis() - KEPT_FOR_MS), FORGOTTEN_AT_ONCE);
  }
}
