import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Every } from '../../platform/schedule/every.js';
import { Clock } from '../../shared/clock.js';
import { WebhookFailed, WebhookFailing } from '../integrations.events.js';
import {
  FAILING_FOR_LONG,
  WebhookEndpointsRepository,
  type FailingEndpoint,
} from '../webhooks/webhook-endpoints.repository.js';

const EVERY_MS = 60_000;

/** Owners hear of an endpoint that has failed for a day, and when it is switched off after five. */
@Injectable()
export class WebhookHealthProcessor {
  constructor(
    private readonly db: Database,
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  @Every(EVERY_MS, FAILING_FOR_LONG)
  async check(): Promise<void> {
    await this.db.transaction(async (tx) => {
      const now = this.clock.now();
      const off = await this.endpoints.switchFailingOff(tx, now);
      await this.outbox.publishMany(tx, WebhookFailed, off.map(toPayload));
      const warned = await this.endpoints.warn(tx, now);
      await this.outbox.publishMany(tx, WebhookFailing, warned.map(toPayload));
    });
  }
}

function toPayload({ id: endpointId, ownerId, url, failingSince }: FailingEndpoint) {
  return { endpointId, ownerId, host: new URL(url).host, since: failingSince.toISOString() };
}
