import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { allows, ScopeRequired } from '../../platform/auth/scopes.js';
import { Database } from '../../platform/database/database.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { GuardedFetch } from '../../platform/outbound/guarded-fetch.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import { InvalidInput } from '../../shared/errors.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';
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
import { scopesFor } from './webhook-events.policy.js';
import { newWebhookSecret, WEBHOOK_SECRETS } from './webhook-secret.policy.js';

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
  ) {}

  list(caller: Caller, query: WebhooksQuery): Promise<Page<WebhookResponse>> {
    return this.queries.list(caller.id, query);
  }

  listAll(query: AdminWebhooksQuery): Promise<Page<AdminWebhookResponse>> {
    return this.queries.all(query);
  }

  /** Refuses addresses that are not public (400), `TooManyWebhooks`, and a token what it may not read. */
  async create(caller: Caller, request: WebhookRequest): Promise<OwnWebhookResponse> {
    const { url, events, description = '', isActive = true } = toEndpointTerms(request);
    const terms = { url: url!, events: events!, description, isActive };
    refuseUnreadable(caller, terms.events);
    await this.refuseAddress(terms.url);
    return this.db.transaction(async (tx) => {
      const secret = newWebhookSecret();
      const endpoint = WebhookEndpoint.of(caller.id, terms, this.sealed(secret), this.clock.now());
      await this.endpoints.insert(tx, endpoint);
      return { ...toWebhookResponse(endpoint), secret };
    });
  }

  /** Changes what is sent. Refuses as `create`; another's is `NotFound`. */
  async change(caller: Caller, id: number, request: WebhookChangeRequest): Promise<OwnWebhookResponse> {
    const sent = toEndpointTerms(request);
    if (sent.url !== undefined) await this.refuseAddress(sent.url);
    return this.db.transaction(async (tx) => {
      const endpoint = await this.endpoints.getForUpdate(tx, caller.id, id);
      const { url, events, description, isActive } = endpoint;
      const terms = { url, events, description, isActive, ...sent };
      refuseUnreadable(caller, terms.events);
      const now = this.clock.now();
      endpoint.change(terms, now);
      const secret = request.rotate_secret ? newWebhookSecret() : undefined;
      if (secret !== undefined) endpoint.rotate(this.sealed(secret), now);
      await this.endpoints.update(tx, endpoint);
      if (isActive && !endpoint.isActive) await this.endpoints.withdraw(tx, [id], now);
      return { ...toWebhookResponse(endpoint), ...(secret !== undefined && { secret }) };
    });
  }

  /** Another's is `NotFound`. */
  remove(caller: Caller, id: number): Promise<void> {
    return this.db.transaction(async (tx) => {
      await this.endpoints.getForUpdate(tx, caller.id, id);
      await this.endpoints.remove(tx, id);
    });
  }

  private sealed(secret: string): Buffer {
    return this.secrets.encrypt(WEBHOOK_SECRETS, secret);
  }

  private async refuseAddress(url: string): Promise<void> {
    const problem = await this.guarded.problemOf(url);
    if (problem) throw new InvalidInput({ url: [problem] });
  }
}

/** A token that may not read something is not told of it elsewhere. */
function refuseUnreadable(caller: Caller, events: readonly string[]): void {
  const missing = scopesFor(events).find((scope) => !allows(caller, scope));
  if (missing) throw new ScopeRequired(missing);
}
