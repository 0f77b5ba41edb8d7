import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { CallsUnderWay } from '../../platform/attempts/calls-under-way.js';
import { Config } from '../../platform/config/config.js';
import { Logger } from '../../platform/observability/logger.js';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';
import { WebhookCallsService } from './webhook-calls.service.js';
import {
  DELIVERIES_DUE,
  WebhookDeliveriesRepository,
  type ClaimedDelivery,
} from './webhook-deliveries.repository.js';

const EVERY_MS = 1_000;
const AT_ONCE = 100;
const AT_ONCE_EACH = 8;
const GATHER_MS = 5;
const FORGOTTEN_EVERY_MS = 600_000;
const KEPT_FOR_MS = 30 * 24 * 3_600_000;

/** Makes the calls that are due: none waits for another endpoint's, and each has a few at a time. */
@Injectable()
export class WebhookDeliveriesProcessor implements BeforeApplicationShutdown {
  private readonly logger = new Logger(WebhookDeliveriesProcessor.name);
  private readonly calls = new CallsUnderWay(this.logger);
  private readonly callsOf = new Map<number, number>();
  private readonly stopping = new AbortController();
  private running?: Promise<void> | undefined;
  private again = false;
  /** Something may be due for which there was no room. */
  private isFull = false;

  constructor(
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly webhooks: WebhookCallsService,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** Calls that are cut off are made again once their lease is over. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.calls.endSoon(this.callsEnd());
  }

  /** Something has fallen due. */
  @Every(EVERY_MS, DELIVERIES_DUE)
  wake(): void {
    if (this.isStopped || !this.config.runsJobs) return;
    this.again = true;
    this.running ??= this.begin()
      .catch((error: unknown) => this.logger.warn('Deliveries wait', { reason: error }))
      .finally(() => (this.running = undefined));
  }

  /** All that was due is done. */
  async callsEnd(): Promise<void> {
    while (this.running || this.calls.size > 0) await Promise.all([this.running, this.calls.end()]);
  }

  @Every(FORGOTTEN_EVERY_MS)
  async forget(signal?: AbortSignal): Promise<void> {
    await this.deliveries.forget(new Date(this.clock.millis() - KEPT_FOR_MS), signal);
  }

  private get isStopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async begin(): Promise<void> {
    while (this.again && !this.isStopped) {
      await pause(GATHER_MS);
      const limit = AT_ONCE - this.calls.size;
      this.isFull = limit <= 0 || [...this.callsOf.values()].some((count) => count >= AT_ONCE_EACH);
      this.again = false;
      if (limit <= 0) return;
      const terms = { limit, perEndpoint: AT_ONCE_EACH, underWay: this.callsOf };
      const claimed = await this.deliveries.claim(this.clock.now(), terms);
      for (const delivery of claimed) this.follow(delivery);
      this.again ||= claimed.length > 0;
    }
  }

  private follow(delivery: ClaimedDelivery): void {
    const { endpointId } = delivery;
    const count = (by: number) => {
      const left = (this.callsOf.get(endpointId) ?? 0) + by;
      if (left > 0) this.callsOf.set(endpointId, left);
      else this.callsOf.delete(endpointId);
    };
    count(1);
    this.calls.follow(this.webhooks.deliver(delivery, this.stopping.signal), () => {
      count(-1);
      if (this.isFull) this.wake();
    });
  }
}
