import { Injectable } from '@nestjs/common';
import { IdentityApi } from '../../identity/identity.api.js';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { Selection } from '../../platform/database/selection/selection.js';
import { pageOf, type Page } from '../../platform/http/lists/lists.js';
import { NotFound } from '../../shared/errors.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';
import {
  toWebhookResponse,
  type AdminWebhookResponse,
  type AdminWebhookRow,
  type AdminWebhooksQuery,
  type WebhookResponse,
  type WebhooksQuery,
} from './webhook-endpoints.dto.js';

const ORDER = {
  ordering: { created_at: 'e.created_at', failing_since: 'e.failing_since' },
  tiebreak: 'e.id',
};
const FROM = { from: 'integrations.webhook_endpoints e', id: 'e.id' };
const ENDPOINT = columnList('e', WebhookEndpoint);
const DELIVERIES = 'FROM integrations.webhook_deliveries d WHERE d.endpoint_id = e.id';
const HEALTH = `(SELECT count(*) ${DELIVERIES} AND d.status = 'pending') AS pending,
  (SELECT count(*) ${DELIVERIES} AND d.status = 'failed') AS failed,
  (SELECT d.record -> -1 ->> 'error' ${DELIVERIES} AND d.record -> -1 ->> 'error' IS NOT NULL
   ORDER BY d.id DESC LIMIT 1) AS "lastError"`;

const OWN = prepared(
  'integrations-own-endpoint',
  `SELECT ${ENDPOINT} FROM integrations.webhook_endpoints e WHERE e.id = $id AND e.owner_id = $ownerId`,
);

@Injectable()
export class WebhookEndpointsQueries {
  constructor(
    private readonly db: Database,
    private readonly identity: IdentityApi,
    private readonly config: Config,
  ) {}

  async list(ownerId: number, query: WebhooksQuery): Promise<Page<WebhookResponse>> {
    const { direction, is_active: isActive, ...page } = query;
    const { items, ...count } = await new Selection(FROM)
      .must('e.owner_id = $ownerId', { ownerId })
      .and('e.direction = $direction', { direction })
      .and('e.is_active = $isActive', { isActive })
      .page<object>(this.db, ENDPOINT, pageOf(page, { ...ORDER, default: 'id' }));
    return {
      ...count,
      items: items.map((row) => toWebhookResponse(toEntity(WebhookEndpoint, row), this.config.publicUrl)),
    };
  }

  /** Another's is `NotFound`. */
  async get(ownerId: number, id: number): Promise<WebhookEndpoint> {
    const [row] = await this.db.query<object>(OWN, { ownerId, id });
    if (!row) throw new NotFound('The webhook');
    return toEntity(WebhookEndpoint, row);
  }

  /** Everybody's. */
  async all({
    is_active: isActive,
    is_failing,
    ...page
  }: AdminWebhooksQuery): Promise<Page<AdminWebhookResponse>> {
    const { items, ...count } = await new Selection(FROM)
      .and('e.is_active = $isActive', { isActive })
      .and('(e.failing_since IS NOT NULL) = $isFailing', { isFailing: is_failing })
      .page<Omit<AdminWebhookRow, 'endpoint'>>(
        this.db,
        `${ENDPOINT}, ${HEALTH}`,
        pageOf(page, { ...ORDER, default: '-id' }),
      );
    const rows = items.map((row) => ({ ...row, endpoint: toEntity(WebhookEndpoint, row) }));
    const people = await this.identity.people(rows.map(({ endpoint }) => endpoint.ownerId));
    return { ...count, items: rows.map((row) => this.shown(row, people)) };
  }

  private shown(
    { endpoint, pending, failed, lastError }: AdminWebhookRow,
    people: Awaited<ReturnType<IdentityApi['people']>>,
  ): AdminWebhookResponse {
    const { ownerId: id, failingSince } = endpoint;
    const owner = people.get(id);
    return {
      ...toWebhookResponse(endpoint, this.config.publicUrl),
      owner: { id, username: owner?.username ?? '', full_name: owner?.fullName ?? '' },
      ...{ failing_since: failingSince, pending, failed, last_error: lastError },
    };
  }
}
