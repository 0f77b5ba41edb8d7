import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Logger } from '../../platform/observability/logger.js';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';
import type { MovedMoney } from '../providers/payment-provider.adapter.js';
import { PaymentProviderRegistry } from '../providers/payment-provider-registry.adapter.js';
import { KEPT_EVENTS, KeptEventsRepository } from './kept-events.repository.js';
import { MovedMoneyService } from './moved-money.service.js';

const EVERY_MS = 5_000;
const BATCH = 50;

/** Books what was told too early, once it can be. */
@Injectable()
export class KeptEventsProcessor {
  private readonly logger = new Logger(KeptEventsProcessor.name);

  constructor(
    private readonly db: Database,
    private readonly kept: KeptEventsRepository,
    private readonly money: MovedMoneyService,
    private readonly providers: PaymentProviderRegistry,
    private readonly clock: Clock,
  ) {}

  @Every(EVERY_MS, KEPT_EVENTS.due)
  async sweep(signal?: AbortSignal): Promise<void> {
    for (const id of await KEPT_EVENTS.dueIds(this.db, this.clock.now(), BATCH)) {
      if (signal?.aborted) return;
      if (await KEPT_EVENTS.claim(this.db, id, this.clock.now())) await this.book(id);
    }
  }

  private async book(id: number): Promise<void> {
    const kept = await this.kept.find(this.db, id);
    const provider = kept && this.providers.find(kept.provider);
    if (!provider) return;
    const event = { id: kept.eventId, kind: kept.kind, about: kept.about as MovedMoney };
    try {
      if (await this.money.apply(provider, event)) await this.kept.remove(this.db, id);
    } catch (error) {
      this.logger.warn('What a provider told has to wait', { event: kept.eventId, reason: String(error) });
    }
  }
}
