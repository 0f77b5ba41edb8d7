import { Injectable } from '@nestjs/common';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { NotFound } from '../../shared/errors.js';
import { TooManyWebhooks } from '../integrations.errors.js';
import { WebhookEndpoint } from './webhook-endpoint.entity.js';

export const MAX_WEBHOOKS = 50;
const LOCK_CLASS = 726_690;
const DAY = `interval '1 day'`;
const ENDPOINT = columnList('e', WebhookEndpoint);

const LOCK_OWNER = `SELECT pg_advisory_xact_lock(${LOCK_CLASS}, hashtext('webhooks:' || $ownerId::bigint))`;
const COUNT = 'SELECT count(*) AS made FROM integrations.webhook_endpoints WHERE owner_id = $ownerId';
const LOCK = `SELECT ${ENDPOINT} FROM integrations.webhook_endpoints e
  WHERE e.id = $id AND e.owner_id = $ownerId FOR UPDATE`;

const LISTENING = prepared(
  'integrations-listening-endpoints',
  `SELECT e.id, e.owner_id AS "ownerId", e.events FROM integrations.webhook_endpoints e
   WHERE e.owner_id = ANY ($owners::bigint[]) AND e.is_active AND e.direction = 'outgoing' ORDER BY e.id`,
);
const LOCK_LISTENING = prepared(
  'integrations-lock-listening-endpoints',
  `SELECT e.id, e.owner_id AS "ownerId", e.events FROM integrations.webhook_endpoints e
   WHERE e.owner_id = ANY ($owners::bigint[]) AND e.is_active AND e.direction = 'outgoing'
   ORDER BY e.id FOR SHARE`,
);

/** Its row is locked by who switches it off: what is due then, and what is queued later, is nothing. */
const WITHDRAW = prepared(
  'integrations-withdraw-deliveries',
  `UPDATE integrations.webhook_deliveries d SET status = 'failed', finished_at = $now
   WHERE d.endpoint_id = ANY ($ids::bigint[]) AND d.status = 'pending'`,
);

const SWITCH_OFF = prepared(
  'integrations-switch-endpoint-off',
  `UPDATE integrations.webhook_endpoints e SET is_active = false, updated_at = $now
   WHERE e.id = $id AND e.is_active RETURNING e.id, e.owner_id AS "ownerId", e.url`,
);
const SWITCH_FAILING_OFF = prepared(
  'integrations-switch-failing-endpoints-off',
  `UPDATE integrations.webhook_endpoints e SET is_active = false, updated_at = $now
   WHERE e.is_active AND e.failing_since <= $now::timestamptz - 5 * ${DAY}
   RETURNING e.id, e.owner_id AS "ownerId", e.url, e.failing_since AS "failingSince"`,
);
const WARN = prepared(
  'integrations-warn-of-failing-endpoints',
  `UPDATE integrations.webhook_endpoints e SET warned_at = $now
   WHERE e.is_active AND e.warned_at IS NULL AND e.failing_since <= $now::timestamptz - ${DAY}
   RETURNING e.id, e.owner_id AS "ownerId", e.url, e.failing_since AS "failingSince"`,
);
export const FAILING_FOR_LONG = `EXISTS (SELECT FROM integrations.webhook_endpoints e
  WHERE e.is_active AND (e.failing_since <= $now - 5 * ${DAY}
    OR (e.warned_at IS NULL AND e.failing_since <= $now - ${DAY})))`;

const FAILED = prepared(
  'integrations-endpoint-failed',
  `UPDATE integrations.webhook_endpoints SET failing_since = $now WHERE id = $id AND failing_since IS NULL`,
);
const RECOVERED = prepared(
  'integrations-endpoint-recovered',
  `UPDATE integrations.webhook_endpoints SET failing_since = NULL, warned_at = NULL
   WHERE id = $id AND failing_since IS NOT NULL`,
);

export type ListeningEndpoint = Pick<WebhookEndpoint, 'id' | 'ownerId' | 'events'>;
export type SwitchedEndpoint = Pick<WebhookEndpoint, 'id' | 'ownerId'> & { url: string };
export type FailingEndpoint = SwitchedEndpoint & { failingSince: Date };
type Source = Pick<Tx, 'query'>;

/** Endpoints as they are written. Others' are not found. */
@Injectable()
export class WebhookEndpointsRepository {
  /** Refuses with `TooManyWebhooks`. */
  async insert(tx: Tx, endpoint: WebhookEndpoint): Promise<void> {
    const { ownerId } = endpoint;
    await tx.query(LOCK_OWNER, { ownerId });
    const [row] = await tx.query<{ made: number }>(COUNT, { ownerId });
    if (row!.made >= MAX_WEBHOOKS) throw new TooManyWebhooks();
    await tx.manager.insert(WebhookEndpoint, endpoint);
  }

  async getForUpdate(tx: Tx, ownerId: number, id: number): Promise<WebhookEndpoint> {
    const [row] = await tx.query<object>(LOCK, { ownerId, id });
    if (!row) throw new NotFound('The webhook');
    return toEntity(WebhookEndpoint, row);
  }

  async update(tx: Tx, { id, ...values }: WebhookEndpoint): Promise<void> {
    await tx.manager.update(WebhookEndpoint, { id }, values);
  }

  /** With all that was told to it. */
  async remove(tx: Tx, id: number): Promise<void> {
    await tx.query('DELETE FROM integrations.webhook_endpoints WHERE id = $id', { id });
  }

  listening(source: Source, owners: readonly number[]): Promise<ListeningEndpoint[]> {
    return source.query<ListeningEndpoint>(LISTENING, { owners });
  }

  /** None of them is changed or switched off until `tx` ends. */
  lockListening(tx: Tx, owners: readonly number[]): Promise<ListeningEndpoint[]> {
    return tx.query<ListeningEndpoint>(LOCK_LISTENING, { owners });
  }

  /** Null where it was off. */
  async switchOff(tx: Tx, id: number, now: Date): Promise<SwitchedEndpoint | null> {
    const [off] = await tx.query<SwitchedEndpoint>(SWITCH_OFF, { id, now });
    if (off) await this.withdraw(tx, [id], now);
    return off ?? null;
  }

  /** Those that have failed for five days. */
  async switchFailingOff(tx: Tx, now: Date): Promise<FailingEndpoint[]> {
    const off = await tx.query<FailingEndpoint>(SWITCH_FAILING_OFF, { now });
    const ids = off.map(({ id }) => id);
    if (ids.length > 0) await this.withdraw(tx, ids, now);
    return off;
  }

  async withdraw(tx: Tx, ids: readonly number[], now: Date): Promise<void> {
    await tx.query(WITHDRAW, { ids, now });
  }

  /** Those that have failed for a day, once. */
  warn(tx: Tx, now: Date): Promise<FailingEndpoint[]> {
    return tx.query<FailingEndpoint>(WARN, { now });
  }

  async failed(source: Source, id: number, now: Date): Promise<void> {
    await source.query(FAILED, { id, now });
  }

  async recovered(source: Source, id: number): Promise<void> {
    await source.query(RECOVERED, { id });
  }
}
