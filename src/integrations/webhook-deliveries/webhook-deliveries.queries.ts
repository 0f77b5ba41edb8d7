import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Selection } from '../../platform/database/selection/selection.js';
import { pageOf, type Page } from '../../platform/http/lists/lists.js';
import {
  toDeliveryResponse,
  type DeliveryRow,
  type WebhookDeliveriesQuery,
  type WebhookDeliveryResponse,
} from './webhook-deliveries.dto.js';

const NEWEST_FIRST = { ordering: { created_at: 'd.created_at' }, default: '-id', tiebreak: 'd.id' };

@Injectable()
export class WebhookDeliveriesQueries {
  constructor(private readonly db: Database) {}

  async list(
    endpointId: number,
    { status, ...page }: WebhookDeliveriesQuery,
  ): Promise<Page<WebhookDeliveryResponse>> {
    const { items, ...count } = await new Selection({ from: 'integrations.webhook_deliveries d', id: 'd.id' })
      .must('d.endpoint_id = $endpointId', { endpointId })
      .and('d.status = $status', { status })
      .page<DeliveryRow>(
        this.db,
        `d.id, d.event_id AS "eventId", d.type, d.status, d.record, d.next_attempt_at AS "nextAttemptAt",
         d.created_at AS "createdAt"`,
        pageOf(page, NEWEST_FIRST),
      );
    return { ...count, items: items.map(toDeliveryResponse) };
  }
}
