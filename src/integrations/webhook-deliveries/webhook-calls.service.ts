import { Injectable } from '@nestjs/common';
import { Webhook } from 'standardwebhooks';
import { Database } from '../../platform/database/database.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Logger } from '../../platform/observability/logger.js';
import { GuardedFetch, OutboundError } from '../../platform/outbound/guarded-fetch.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import { Batches } from '../../shared/concurrency/batches.js';
import { WebhookGone } from '../integrations.events.js';
import { WEBHOOK_SECRETS } from '../webhooks/webhook-secret.policy.js';
import { WebhookEndpointsRepository } from '../webhooks/webhook-endpoints.repository.js';
import { resumptionAsked } from './retry-after.policy.js';
import {
  WebhookDeliveriesRepository,
  type ClaimedDelivery,
  type TakenDelivery,
} from './webhook-deliveries.repository.js';
import { webhookIdOf, type DeliveryAttempt } from './webhook-delivery.entity.js';

const TIMEOUT_MS = 15_000;
const GONE = 410;

interface Answer {
  statusCode: number | null;
  error: string | null;
  notBefore: Date | null;
}

/** Calls endpoints, and writes down what became of it. */
@Injectable()
export class WebhookCallsService {
  private readonly logger = new Logger(WebhookCallsService.name);
  private readonly taken = new Batches<TakenDelivery>((taken) =>
    this.deliveries.succeed(taken, this.clock.now()),
  );

  constructor(
    private readonly db: Database,
    private readonly deliveries: WebhookDeliveriesRepository,
    private readonly endpoints: WebhookEndpointsRepository,
    private readonly guarded: GuardedFetch,
    private readonly secrets: Secrets,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** One attempt of a delivery that nobody else has. */
  async deliver(delivery: ClaimedDelivery, signal: AbortSignal): Promise<void> {
    const { id, endpointId, isFailing } = delivery;
    const at = this.clock.now();
    const begun = performance.now();
    const { statusCode, error, notBefore } = await this.call(delivery, at, signal);
    const duration = Math.round(performance.now() - begun);
    const attempt: DeliveryAttempt = {
      ...{ at: at.toISOString(), status_code: statusCode, error, duration_ms: duration },
    };
    if (error === null) {
      await this.taken.add({ id, attempt });
      if (isFailing) await this.endpoints.recovered(this.db, endpointId);
      return;
    }
    const now = this.clock.now();
    await this.deliveries.fail(id, attempt, now, notBefore);
    if (!isFailing) await this.endpoints.failed(this.db, endpointId, now);
    if (statusCode === GONE) await this.switchOff(endpointId, now);
  }

  private async call(delivery: ClaimedDelivery, at: Date, signal: AbortSignal): Promise<Answer> {
    const { url, body } = delivery;
    const id = webhookIdOf(delivery);
    const signature = this.signatureOf(delivery, id, at);
    if (signature === null) return refusal('Its secret cannot be read here any more: rotate it.');
    const headers = {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': signature,
    };
    try {
      const request = { method: 'POST', headers, body, timeoutMs: TIMEOUT_MS, maxBytes: 0, signal };
      const { status, headers: answered } = await this.guarded.fetch(url, request);
      if (status >= 200 && status < 300) return { statusCode: status, error: null, notBefore: null };
      const notBefore = resumptionAsked(answered.get('retry-after'), this.clock.now());
      return { statusCode: status, error: `It answered ${status}.`, notBefore };
    } catch (error) {
      if (error instanceof OutboundError) return refusal(error.message);
      if (signal.aborted) throw error;
      this.logger.error('A webhook could not be called', error, { delivery_id: delivery.id });
      return refusal('Something failed here.');
    }
  }

  /** Both secrets sign for a day after a rotation. Null where the present one was sealed with another key. */
  private signatureOf({ secret, previousSecret, body }: ClaimedDelivery, id: string, at: Date): string | null {
    const sealed = previousSecret ? [secret, previousSecret] : [secret];
    const [present, previous] = sealed.map((each) => this.secrets.decrypt(WEBHOOK_SECRETS, each)?.toString());
    if (!present) return null;
    const signers = previous ? [present, previous] : [present];
    return signers.map((each) => new Webhook(each).sign(id, at, body)).join(' ');
  }

  private async switchOff(endpointId: number, now: Date): Promise<void> {
    await this.db.transaction(async (tx) => {
      const off = await this.endpoints.switchOff(tx, endpointId, now);
      if (!off) return;
      const { ownerId, url } = off;
      await this.outbox.publish(tx, WebhookGone, { endpointId, ownerId, host: new URL(url).host });
    });
  }
}

function refusal(error: string): Answer {
  return { statusCode: null, error, notBefore: null };
}
