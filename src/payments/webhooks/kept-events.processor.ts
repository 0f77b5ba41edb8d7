import { Injectable } from '@nestjs/common';
import type { Trial } from '../../platform/attempts/attempts.js';
import { Database } from '../../platform/database/database.js';
import { Logger } from '../../platform/observability/logger.js';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';
import type { MovedMoney } from '../providers/payment-provider.adapter.js';
import { PaymentProviderRegistry } from '../providers/payment-provider-registry.adapter.js';
import type { KeptEvent } from './kept-event.entity.js';
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
  sweep(signal?: AbortSignal): Promise<void> {
    const trial: Trial<KeptEvent> = {
      limit: BATCH,
      read: (ids) => this.kept.findMany(this.db, ids),
      attempt: (kept) => this.book(kept),
      postponed: ({ eventId: event }, reason) =>
        this.logger.warn('What a provider told has to wait', { event, reason }),
    };
    return KEPT_EVENTS.tryDue(this.db, this.clock, trial, signal);
  }

  private async book({ id, eventId, kind, about, provider: name }: KeptEvent): Promise<void> {
    const provider = this.providers.find(name);
    if (!provider) return;
    const event = { id: eventId, kind, about: about as MovedMoney };
    if (await this.money.apply(provider, event)) await this.kept.remove(this.db, id);
  }
}
