import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { removeOld } from '../../platform/database/remove-old.js';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';

const EVERY_MS = 3_600_000;

/** Forgets which events were handled after `RETENTION_PROVIDER_EVENTS`; no provider tells them so late. */
@Injectable()
export class OldProviderEventsProcessor {
  constructor(
    private readonly db: Database,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  @Every(EVERY_MS)
  forget(signal?: AbortSignal): Promise<void> {
    const before = new Date(this.clock.millis() - this.config.retention.providerEvents);
    return removeOld(this.db, { table: 'payments.provider_events', at: 'received_at', before }, signal);
  }
}
