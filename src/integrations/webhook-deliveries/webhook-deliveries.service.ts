import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { WebhookIsIncoming, WebhookSwitchedOff } from '../integrations.errors.js';
import { WebhookEndpointsQueries } from '../webhooks/webhook-endpoints.queries.js';
import { WebhookEndpointsRepository } from '../webhooks/webhook-endpoints.repository.js';
import { TEST_EVENT } from '../webhooks/webhook-events.policy.js';
import {
  toDeliveryResponse,
  type WebhookDeliveriesQuery,
  type WebhookDeliveryResponse,
} from './webhook-deliveries.dto.js';
import { WebhookDeliveriesQueries } from './webhook-deliveries.queries.js';
import { WebhookDeliveriesRepository } from './webhook-deliveries.repository.js';

@Injectable()
export class WebhookDeliveriesService {
  constructor(
    private readonly db: Database,
    private readonly queries: WebhookDeliveriesQueries,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly endpoints: WebhookEndpointsQueries,
    private readonly locked: WebhookEndpointsRepository,
    private readonly clock: Clock,
  ) {}

  /** Another's webhook is `NotFound`. */
  async list(
    caller: Caller,
    id: number,
    query: WebhookDeliveriesQuery,
  ): Promise<Page<WebhookDeliveryResponse>> {
    const { id: endpointId } = await this.endpoints.get(caller.id, id);
    return this.queries.list(endpointId, query);
  }

  /**
   * Sends something that nothing happened for, as all else is sent. Refuses with `WebhookIsIncoming` and
   * `WebhookSwitchedOff`; another's is `NotFound`.
   */
  test(caller: Caller, id: number): Promise<WebhookDeliveryResponse> {
    return this.db.transaction(async (tx) => {
      const { isActive, direction } = await this.locked.getForUpdate(tx, caller.id, id);
      if (direction === 'incoming') throw new WebhookIsIncoming();
      if (!isActive) throw new WebhookSwitchedOff();
      const now = this.clock.now();
      const message = { type: TEST_EVENT, timestamp: now, data: { webhook: id } };
      const test = { endpointId: id, type: TEST_EVENT, body: JSON.stringify(message) };
      return toDeliveryResponse(await this.deliveries.test(tx, test, now));
    });
  }

  /** Due at once, with all attempts anew. Refuses with `WebhookSwitchedOff`; another's is `NotFound`. */
  redeliver(caller: Caller, id: number, deliveryId: number): Promise<WebhookDeliveryResponse> {
    return this.db.transaction(async (tx) => {
      const { isActive } = await this.locked.getForUpdate(tx, caller.id, id);
      if (!isActive) throw new WebhookSwitchedOff();
      const row = await this.deliveries.redeliver(tx, id, deliveryId, this.clock.now());
      if (!row) throw new NotFound('The delivery');
      return toDeliveryResponse(row);
    });
  }
}
