import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { allows, ScopeRequired } from '../../platform/auth/scopes.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { GuardedFetch } from '../../platform/outbound/guarded-fetch.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput } from '../../shared/errors.js';
import { WebhookEndpoint, type EndpointTerms } from './webhook-endpoint.entity.js';
import {
  toEndpointTerms,
  toWebhookResponse,
  type AdminWebhookResponse,
  type AdminWebhooksQuery,
  type OwnWebhookResponse,
  type WebhookChangeRequest,
  type WebhookRequest,
  type WebhookResponse,
  type WebhooksQuery,
} from './webhook-endpoints.dto.js';
import { WebhookEndpointsQueries } from './webhook-endpoints.queries.js';
import { WebhookEndpointsRepository } from './webhook-endpoints.repository.js';
import { INCOMING_SCOPES, scopesFor } from './webhook-events.policy.js';
import { newEndpointKey, newWebhookSecret, WEBHOOK_SECRETS } from './webhook-secret.policy.js';

/** Where people's programs are told. */
@Injectable()
export class WebhookEndpointsService {
  constructor(
    private readonly db: Database,
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly queries: WebhookEndpointsQueries,
    private readonly guarded: GuardedFetch,
    private readonly secrets: Secrets,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  list(caller: Caller, query: WebhooksQuery): Promise<Page<WebhookResponse>> {
    return this.queries.list(caller.id, query);
  }

  listAll(query: AdminWebhooksQuery): Promise<Page<AdminWebhookResponse>> {
    return this.queries.all(query);
  }

  /** Refuses addresses that are not public (400), `TooManyWebhooks`, and a token what it may not do itself. */
  async create(caller: Caller, request: WebhookRequest): Promise<OwnWebhookResponse> {
    const endpointKey = request.direction === 'incoming' ? newEndpointKey() : null;
    const { url = null, events = [], description = '', isActive = true } = toEndpointTerms(request);
    const terms = { url, events, description, isActive, endpointKey };
    refuseBeyond(caller, terms);
    if (url !== null) await this.refuseAddress(url);
    return this.db.transaction(async (tx) => {
      const secret = newWebhookSecret();
      const endpoint = WebhookEndpoint.of(caller.id, terms, this.sealed(secret), this.clock.now());
      await this.endpoints.insert(tx, endpoint);
      return { ...this.shown(endpoint), secret };
    });
  }

  /** Changes what is sent. Refuses as `create`; another's is `NotFound`. */
  async change(caller: Caller, id: number, request: WebhookChangeRequest): Promise<OwnWebhookResponse> {
    const sent = toEndpointTerms(request);
    if (sent.url) await this.refuseAddress(sent.url);
    return this.db.transaction(async (tx) => {
      const endpoint = await this.endpoints.getForUpdate(tx, caller.id, id);
      const { url, events, description, isActive, endpointKey } = endpoint;
      if (endpointKey !== null) refuseIncoming(sent);
      const terms = { url, events, description, isActive, ...sent };
      refuseBeyond(caller, { ...terms, endpointKey });
      const now = this.clock.now();
      endpoint.change(terms, now);
      const secret = request.rotate_secret ? newWebhookSecret() : undefined;
      if (secret !== undefined) endpoint.rotate(this.sealed(secret), now);
      await this.endpoints.update(tx, endpoint);
      if (isActive && !endpoint.isActive) await this.endpoints.withdraw(tx, [id], now);
      return { ...this.shown(endpoint), ...(secret !== undefined && { secret }) };
    });
  }

  /** Another's is `NotFound`. */
  remove(caller: Caller, id: number): Promise<void> {
    return this.db.transaction(async (tx) => {
      await this.endpoints.getForUpdate(tx, caller.id, id);
      await this.endpoints.remove(tx, id);
    });
  }

  private shown(endpoint: WebhookEndpoint): WebhookResponse {
    return toWebhookResponse(endpoint, this.config.publicUrl);
  }

  private sealed(secret: string): Buffer {
    return this.secrets.encrypt(WEBHOOK_SECRETS, secret);
  }

  private async refuseAddress(url: string): Promise<void> {
    const problem = await this.guarded.problemOf(url);
    if (problem) throw new InvalidInput({ url: [problem] });
  }
}

/** A token has nothing told or taken elsewhere that it may not read or write itself. */
function refuseBeyond(
  caller: Caller,
  { events, endpointKey }: Pick<WebhookEndpoint, 'events' | 'endpointKey'>,
) {
  const scopes = endpointKey === null ? scopesFor(events) : INCOMING_SCOPES;
  const missing = scopes.find((scope) => !allows(caller, scope));
  if (missing) throw new ScopeRequired(missing);
}

function refuseIncoming({ url, events }: Partial<EndpointTerms>): void {
  const problem = ['An incoming webhook has none.'];
  if (url !== undefined || events !== undefined)
    throw new InvalidInput({ ...(url !== undefined && { url: problem }), ...(events && { events: problem }) });
}
