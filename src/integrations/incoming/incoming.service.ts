import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { Database } from '../../platform/database/database.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import { WebhookNotAuthentic } from '../integrations.errors.js';
import { IncomingReceived } from '../integrations.events.js';
import { WEBHOOK_SECRETS } from '../webhooks/webhook-secret.policy.js';
import { incomingAction, type IncomingAcceptedResponse, type IncomingMessageRequest } from './incoming.dto.js';
import { IncomingRepository, type IncomingEndpoint } from './incoming.repository.js';

const WEBHOOK_ID = /^[\x21-\x7e]{1,255}$/;
const SIGNED_BY = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];

/** Takes what people's programs tell, and leaves it to the listener. */
@Injectable()
export class IncomingService {
  constructor(
    private readonly db: Database,
    private readonly incoming: IncomingRepository,
    private readonly secrets: Secrets,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /**
   * Once for each `webhook-id`. Refuses with `NotFound`, with `WebhookNotAuthentic` what is not signed over
   * these very bytes within five minutes, and with `InvalidInput` data that does not fit its type.
   */
  receive(
    key: string,
    headers: IncomingHttpHeaders,
    bytes: Buffer,
    message: IncomingMessageRequest,
  ): Promise<IncomingAcceptedResponse> {
    return this.db.transaction(async (tx) => {
      const receivedAt = this.clock.now();
      const endpoint = await this.incoming.find(tx, key, receivedAt);
      if (!endpoint) throw new NotFound('The webhook');
      const webhookId = this.authentic(endpoint, headers, bytes);
      if (!endpoint.isOwnerActive) throw new NotFound('The webhook');
      const action = incomingAction(message);
      const { id, isNew } = await this.incoming.keep(tx, {
        ...{ endpointId: endpoint.id, webhookId, type: message.type, data: action && action.data },
        ...{ status: action ? 'pending' : 'ignored', receivedAt },
      });
      if (isNew && action) await this.outbox.publish(tx, IncomingReceived, { incomingId: id });
      return { accepted: true, id };
    });
  }

  /** Answers its `webhook-id`. */
  private authentic(
    { secret, previousSecret }: IncomingEndpoint,
    headers: IncomingHttpHeaders,
    bytes: Buffer,
  ): string {
    const signed = Object.fromEntries(SIGNED_BY.map((name) => [name, String(headers[name] ?? '')]));
    const webhookId = signed['webhook-id']!;
    const sealed = previousSecret ? [secret, previousSecret] : [secret];
    const isSigned = sealed.some((each) => {
      const known = this.secrets.decrypt(WEBHOOK_SECRETS, each)?.toString();
      return known !== undefined && isSignedWith(known, signed, bytes);
    });
    if (!isSigned || !WEBHOOK_ID.test(webhookId)) throw new WebhookNotAuthentic();
    return webhookId;
  }
}

function isSignedWith(secret: string, headers: Record<string, string>, bytes: Buffer): boolean {
  try {
    new Webhook(secret).verify(bytes, headers, { jsonParse: false });
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
}
