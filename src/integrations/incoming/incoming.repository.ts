import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { removeOld } from '../../platform/database/remove-old.js';
import type { Tx } from '../../platform/database/tx.js';
import type { WebhookEndpoint } from '../webhooks/webhook-endpoint.entity.js';
import type { IncomingEvent, IncomingStatus } from './incoming-event.entity.js';

const FIND = prepared(
  'integrations-incoming-endpoint',
  `SELECT e.id, e.owner_id AS "ownerId", p.is_active AS "isOwnerActive", e.secret,
     CASE WHEN e.previous_secret_until > $now THEN e.previous_secret END AS "previousSecret"
   FROM integrations.webhook_endpoints e JOIN identity.people p ON p.id = e.owner_id
   WHERE e.endpoint_key = $key AND e.is_active FOR SHARE OF e`,
);

const KEEP = prepared(
  'integrations-keep-incoming-event',
  `INSERT INTO integrations.incoming_events (endpoint_id, webhook_id, type, data, status, received_at)
   VALUES ($endpointId, $webhookId, $type, $data, $status, $receivedAt)
   ON CONFLICT ON CONSTRAINT incoming_events_once DO NOTHING RETURNING id`,
);
const KNOWN = prepared(
  'integrations-known-incoming-event',
  'SELECT id FROM integrations.incoming_events WHERE endpoint_id = $endpointId AND webhook_id = $webhookId',
);

const PENDING = prepared(
  'integrations-pending-incoming-events',
  `SELECT i.id, i.endpoint_id AS "endpointId", i.type, i.data, e.owner_id AS "ownerId"
   FROM integrations.incoming_events i JOIN integrations.webhook_endpoints e ON e.id = i.endpoint_id
   WHERE i.id = ANY ($ids::bigint[]) AND i.status = 'pending' ORDER BY i.id`,
);
const END = prepared(
  'integrations-end-incoming-events',
  `UPDATE integrations.incoming_events i SET status = done.status, error = done.error, data = NULL
   FROM jsonb_to_recordset($ends::jsonb) AS done (id bigint, status text, error text) WHERE i.id = done.id`,
);

export type IncomingEndpoint = Pick<WebhookEndpoint, 'id' | 'ownerId' | 'secret' | 'previousSecret'> & {
  /** False of who is suspended or erased. */
  isOwnerActive: boolean;
};
export type PendingIncoming = Pick<IncomingEvent, 'id' | 'endpointId' | 'type'> & {
  ownerId: number;
  data: object;
};
export type IncomingEnd = Pick<IncomingEvent, 'id' | 'error'> & { status: Exclude<IncomingStatus, 'pending'> };

@Injectable()
export class IncomingRepository {
  constructor(private readonly db: Database) {}

  /** It stays until `tx` ends. */
  async find(tx: Tx, key: string, now: Date): Promise<IncomingEndpoint | null> {
    return (await tx.query<IncomingEndpoint>(FIND, { key, now }))[0] ?? null;
  }

  /** Says also whether it is new: it has been received once for each `webhook-id`. */
  async keep(
    tx: Tx,
    event: Omit<IncomingEvent, 'id' | 'error' | 'data'> & { data: object | null },
  ): Promise<{ id: number; isNew: boolean }> {
    const data = event.data && JSON.stringify(event.data);
    const [made] = await tx.query<{ id: number }>(KEEP, { ...event, data });
    if (made) return { id: made.id, isNew: true };
    const { endpointId, webhookId } = event;
    const [known] = await tx.query<{ id: number }>(KNOWN, { endpointId, webhookId });
    return { id: known!.id, isNew: false };
  }

  /** As they came in. */
  pending(tx: Tx, ids: readonly number[]): Promise<PendingIncoming[]> {
    return tx.query<PendingIncoming>(PENDING, { ids });
  }

  async end(tx: Tx, ends: readonly IncomingEnd[]): Promise<void> {
    await tx.query(END, { ends: JSON.stringify(ends) });
  }

  async forget(before: Date, signal?: AbortSignal): Promise<void> {
    const old = { table: 'integrations.incoming_events', at: 'received_at', before };
    await removeOld(this.db, { ...old, where: `status <> 'pending'` }, signal);
  }
}
