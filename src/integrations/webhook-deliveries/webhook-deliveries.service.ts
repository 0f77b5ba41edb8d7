import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { WebhookSwitchedOff } from '../integrations.errors.js';
import { WebhookEndpointsQueries } from '../webhooks/webhook-endpoints.queries.js';
import { WebhookEndpointsRepository } from '../webhooks/webhook-endpoints.repository.js';
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
