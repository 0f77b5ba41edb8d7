import {
  BooleanField,
  EnumField,
  IdField,
  InstantField,
  IntField,
  JsonField,
  NamesField,
  NestedField,
  PartialOf,
  PickOf,
  TextField,
  UrlField,
} from '../../platform/http/fields/fields.js';
import { Checked } from '../../platform/http/fields/checked.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import {
  EVERYTHING,
  WEBHOOK_DIRECTIONS,
  type EndpointTerms,
  type WebhookDirection,
  type WebhookEndpoint,
} from './webhook-endpoint.entity.js';
import { WEBHOOK_EVENTS } from './webhook-events.policy.js';

const MAX_DESCRIPTION = 500;
const MAX_EVENTS = 100;
const REQUIRED = 'This field is required.';
const NOT_INCOMING = 'An incoming webhook has none.';

@Checked<WebhookRequest>(({ direction, url, events }) => ({
  ...(direction !== 'incoming' && url === undefined && { url: [REQUIRED] }),
  ...(direction !== 'incoming' && events === undefined && { events: [REQUIRED] }),
  ...(direction === 'incoming' && url !== undefined && { url: [NOT_INCOMING] }),
  ...(direction === 'incoming' && events !== undefined && { events: [NOT_INCOMING] }),
}))
export class WebhookRequest {
  @EnumField(WEBHOOK_DIRECTIONS, {
    optional: true,
    example: 'outgoing',
    description: 'Outgoing without it. An incoming one has neither `url` nor `events`, and gets an address.',
  })
  direction?: WebhookDirection;

  @UrlField({
    optional: true,
    example: 'https://example.org/hooks',
    description: 'A public address, by HTTPS; both where private ones are allowed.',
  })
  url?: string;

  @EnumField([...WEBHOOK_EVENTS, EVERYTHING], {
    optional: true,
    many: true,
    minItems: 1,
    maxItems: MAX_EVENTS,
    example: ['booking.confirmed', 'booking.cancelled'],
    description: 'Of `GET integrations/webhooks/events`; `*` for all of them, later ones too.',
  })
  events?: string[];

  @TextField({ min: 0, max: MAX_DESCRIPTION, optional: true, nullable: true, example: 'Our CRM' })
  description?: string | null;

  @BooleanField({ optional: true, example: true })
  is_active?: boolean;
}

export class WebhookChangeRequest extends PartialOf(
  PickOf(WebhookRequest, ['url', 'events', 'description', 'is_active']),
) {
  @BooleanField({
    optional: true,
    example: false,
    description: 'For a new secret, which the answer shows; both sign for 24 hours.',
  })
  rotate_secret?: boolean;
}

@SortedBy(['created_at'])
export class WebhooksQuery extends ListQuery {
  @EnumField(WEBHOOK_DIRECTIONS, { optional: true, example: 'outgoing' })
  direction?: WebhookDirection;

  @BooleanField({ optional: true })
  is_active?: boolean;
}

export class WebhookResponse {
  @IdField()
  id: number;

  @EnumField(WEBHOOK_DIRECTIONS, { example: 'outgoing' })
  direction: WebhookDirection;

  @UrlField({ description: 'Of an incoming one where to send.', example: 'https://example.org/hooks' })
  url: string;

  @TextField({ optional: true, description: 'Of an incoming one.', example: '3f2a9c' })
  endpoint_key?: string;

  @NamesField({ example: ['booking.confirmed', 'booking.cancelled'] })
  events: string[];

  @TextField({ min: 0, example: 'Our CRM' })
  description: string;

  @BooleanField({ example: true })
  is_active: boolean;

  @InstantField()
  created_at: Date;
}

export class OwnWebhookResponse extends WebhookResponse {
  @TextField({
    optional: true,
    description: 'What verifies its deliveries, by Standard Webhooks. Shown this once.',
    example: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  })
  secret?: string;
}

@SortedBy([])
export class WebhookEventsQuery extends ListQuery {}

export class WebhookEventResponse {
  @EnumField(WEBHOOK_EVENTS, { example: 'booking.confirmed' })
  type: string;

  @TextField({ example: 'A booking is firm.' })
  description: string;

  @JsonField({ description: 'JSON Schema of its `data`.', example: { type: 'object' } })
  schema: object;
}

export class WebhookOwnerResponse {
  @IdField()
  id: number;

  @TextField({ example: 'ada' })
  username: string;

  @TextField({ example: 'Ada Lovelace' })
  full_name: string;
}

@SortedBy(['created_at', 'failing_since'])
export class AdminWebhooksQuery extends ListQuery {
  @BooleanField({ optional: true })
  is_active?: boolean;

  @BooleanField({ optional: true, description: 'Only those whose last attempt failed, or the others.' })
  is_failing?: boolean;
}

export class AdminWebhookResponse extends WebhookResponse {
  @NestedField(() => WebhookOwnerResponse)
  owner: WebhookOwnerResponse;

  @InstantField({ nullable: true, description: 'Its first failure since its last success.', example: null })
  failing_since: Date | null;

  @IntField({ min: 0, description: 'Deliveries that are still to be tried.', example: 0 })
  pending: number;

  @IntField({ min: 0, description: 'Deliveries of the last 30 days that were given up.', example: 0 })
  failed: number;

  @TextField({ nullable: true, description: 'Why its last failed attempt failed.', example: null })
  last_error: string | null;
}

export interface AdminWebhookRow {
  endpoint: WebhookEndpoint;
  pending: number;
  failed: number;
  lastError: string | null;
}

/** What of it was sent, as the domain calls it. */
export function toEndpointTerms(sent: Partial<WebhookRequest>): Partial<EndpointTerms> {
  const { url, events, description, is_active: isActive } = sent;
  const terms = {
    url,
    events: events && [...new Set(events)],
    description: description === undefined ? undefined : (description ?? ''),
    isActive,
  };
  return Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== undefined));
}

export function toWebhookResponse(endpoint: WebhookEndpoint, publicUrl: string): WebhookResponse {
  const { id, direction, url, endpointKey, events, description, isActive, createdAt } = endpoint;
  return {
    ...{ id, direction },
    url: url ?? `${publicUrl}/api/v1/integrations/incoming/${endpointKey}`,
    ...(endpointKey !== null && { endpoint_key: endpointKey }),
    ...{ events, description, is_active: isActive, created_at: createdAt },
  };
}
