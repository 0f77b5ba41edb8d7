import {
  EnumField,
  IdField,
  InstantField,
  IntField,
  NestedField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import { TEST_EVENT, WEBHOOK_EVENTS } from '../webhooks/webhook-events.policy.js';
import {
  DELIVERY_STATUSES,
  webhookIdOf,
  type DeliveryStatus,
  type WebhookDelivery,
} from './webhook-delivery.entity.js';

@SortedBy(['created_at'])
export class WebhookDeliveriesQuery extends ListQuery {
  @EnumField(DELIVERY_STATUSES, { optional: true, example: 'failed' })
  status?: DeliveryStatus;
}

export class DeliveryAttemptResponse {
  @InstantField()
  at: string;

  @IntField({ nullable: true, description: 'Null where nobody answered.', example: 200 })
  status_code: number | null;

  @TextField({ nullable: true, example: null })
  error: string | null;

  @IntField({ min: 0, example: 37 })
  duration_ms: number;
}

export class WebhookDeliveryResponse {
  @IdField()
  id: number;

  @TextField({
    description: 'The header `webhook-id`, the same with each attempt.',
    example: 'evt_17_booking_confirmed',
  })
  webhook_id: string;

  @EnumField([...WEBHOOK_EVENTS, TEST_EVENT], { example: 'booking.confirmed' })
  event: string;

  @EnumField(DELIVERY_STATUSES, { example: 'succeeded' })
  status: DeliveryStatus;

  @NestedField(() => DeliveryAttemptResponse, { many: true, description: 'The last fifty.' })
  attempts: DeliveryAttemptResponse[];

  @InstantField({ nullable: true, description: 'Null where there is none to come.', example: null })
  next_attempt_at: Date | null;

  @InstantField()
  created_at: Date;
}

export type DeliveryRow = Pick<
  WebhookDelivery,
  'id' | 'eventId' | 'type' | 'status' | 'record' | 'nextAttemptAt' | 'createdAt'
>;

export function toDeliveryResponse(row: DeliveryRow): WebhookDeliveryResponse {
  const { id, type, status, record, nextAttemptAt, createdAt } = row;
  return {
    ...{ id, webhook_id: webhookIdOf(row), event: type, status, attempts: record },
    next_attempt_at: status === 'pending' ? nextAttemptAt : null,
    created_at: createdAt,
  };
}
