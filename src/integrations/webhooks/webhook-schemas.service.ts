import { Injectable } from '@nestjs/common';
import { BookingResponse } from '../../booking/booking.api.js';
import { EventResponse } from '../../collaboration/collaboration.api.js';
import { PaymentResponse } from '../../payments/payments.api.js';
import { jsonSchemaOf } from '../../platform/http/openapi/schemas.js';
import { pageOf, type Page } from '../../platform/http/lists/lists.js';
import { AppointmentBody } from '../../scheduling/scheduling.api.js';
import type { WebhookEventResponse, WebhookEventsQuery } from './webhook-endpoints.dto.js';
import { descriptionOf, subjectOf, WEBHOOK_EVENTS, type WebhookSubject } from './webhook-events.policy.js';

const SEQUENCE = {
  type: 'integer',
  minimum: 1,
  description: 'Grows by one with each that is told of this booking, payment or event.',
};

/** What can be told, with the schema of what is told of it. */
@Injectable()
export class WebhookSchemasService {
  private made?: readonly WebhookEventResponse[];

  list(query: WebhookEventsQuery): Page<WebhookEventResponse> {
    const { limit, offset } = pageOf(query, { ordering: {}, default: 'id', tiebreak: 'id' });
    const all = (this.made ??= catalog());
    return { items: all.slice(offset, offset + limit), total: all.length, limit, offset };
  }
}

function catalog(): WebhookEventResponse[] {
  const schemas: Record<WebhookSubject, object> = {
    booking: { oneOf: [told(AppointmentBody), told(BookingResponse)] },
    payment: told(PaymentResponse),
    event: told(EventResponse),
  };
  return WEBHOOK_EVENTS.map((type) => ({
    ...{ type, description: descriptionOf(type) },
    schema: schemas[subjectOf(type)],
  }));
}

function told(body: new () => object): object {
  const { properties, required, ...schema } = jsonSchemaOf(body);
  return {
    ...schema,
    properties: { ...(properties as object), sequence: SEQUENCE },
    required: [...(required as string[]), 'sequence'],
  };
}
