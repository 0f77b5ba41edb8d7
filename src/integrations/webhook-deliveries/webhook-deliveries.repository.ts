import { Injectable } from '@nestjs/common';
import { resumptionSql } from '../../platform/attempts/attempts.js';
import { Database } from '../../platform/database/database.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { removeOld } from '../../platform/database/remove-old.js';
import type { Tx } from '../../platform/database/tx.js';
import type { WebhookEndpoint } from '../webhooks/webhook-endpoint.entity.js';
import type { DeliveryRow } from './webhook-deliveries.dto.js';
import type { DeliveryAttempt, DeliveryStatus, WebhookDelivery } from './webhook-delivery.entity.js';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const PAUSES_MS = [
  5 * SECOND_MS,
  ...[5, 30].map((minutes) => minutes * MINUTE_MS),
  ...[2, 5, 10, 14].map((hours) => hours * HOUR_MS),
];
const JITTER = 0.1;
const KEPT_ATTEMPTS = 50;
/** Of what is due so many are looked at, to find whose turn it is. */
const LOOKED_AT = 500;

export const DELIVERIES_DUE = `EXISTS (SELECT FROM integrations.webhook_deliveries d
  WHERE d.status = 'pending' AND d.next_attempt_at <= $now)`;

/** Longer than an attempt may last: whoever lost it does not come back to it. */
const LEASE = `interval '1 minute'`;

const CLAIM = prepared(
  'integrations-claim-deliveries',
  `WITH busy AS (
     SELECT * FROM unnest($endpoints::bigint[], $calls::integer[]) AS b (endpoint_id, calls)
   ), due AS (
     SELECT d.id, d.endpoint_id, d.next_attempt_at FROM integrations.webhook_deliveries d
     WHERE d.status = 'pending' AND d.next_attempt_at <= $now
       AND d.endpoint_id <> ALL (ARRAY(SELECT endpoint_id FROM busy WHERE calls >= $perEndpoint::integer))
     ORDER BY d.next_attempt_at, d.id LIMIT ${LOOKED_AT}
   ), turns AS (
     SELECT id, coalesce(calls, 0) + row_number() OVER (PARTITION BY endpoint_id ORDER BY next_attempt_at, id)
       AS turn FROM due LEFT JOIN busy USING (endpoint_id)
   )
   UPDATE integrations.webhook_deliveries d
   SET attempts = d.attempts + 1, next_attempt_at = $now::timestamptz + ${LEASE}
   FROM integrations.webhook_endpoints e
   WHERE d.id IN (SELECT id FROM turns WHERE turn <= $perEndpoint ORDER BY turn, id LIMIT $limit)
     AND d.status = 'pending' AND d.next_attempt_at <= $now AND e.id = d.endpoint_id
   RETURNING d.id, d.endpoint_id AS "endpointId", d.event_id AS "eventId", d.type, d.body, e.url, e.secret,
     CASE WHEN e.previous_secret_until > $now THEN e.previous_secret END AS "previousSecret",
     e.failing_since IS NOT NULL AS "isFailing"`,
);

const recorded = (attempt: string) => `record = (CASE WHEN jsonb_array_length(d.record) < ${KEPT_ATTEMPTS}
  THEN d.record ELSE d.record - 0 END) || ${attempt}`;

const SUCCEED = prepared(
  'integrations-delivery-succeeded',
  `UPDATE integrations.webhook_deliveries d
   SET status = 'succeeded', finished_at = $now, ${recorded('t.attempt')}
   FROM jsonb_to_recordset($taken::jsonb) AS t (id bigint, attempt jsonb)
   WHERE d.id = t.id AND d.status = 'pending'`,
);

const IS_LAST = `d.attempts > ${PAUSES_MS.length}`;
const FAIL = prepared(
  'integrations-delivery-failed',
  `UPDATE integrations.webhook_deliveries d SET ${recorded('$attempt::jsonb')},
     status = CASE WHEN ${IS_LAST} THEN 'failed' ELSE 'pending' END,
     finished_at = CASE WHEN ${IS_LAST} THEN $now::timestamptz END,
     next_attempt_at = ${resumptionSql('d.attempts', PAUSES_MS, JITTER)}
   WHERE d.id = $id AND d.status = 'pending'`,
);

const SHOWN = `d.id, d.event_id AS "eventId", d.type, d.status, d.record,
  d.next_attempt_at AS "nextAttemptAt", d.created_at AS "createdAt"`;

const QUEUE = prepared(
  'integrations-queue-deliveries',
  `INSERT INTO integrations.webhook_deliveries
     (endpoint_id, event_id, type, body, about_person_id, about_email, status, next_attempt_at, created_at)
   SELECT m."endpointId", m."eventId", m.type, m.body, m."aboutPersonId", m."aboutEmail", 'pending', $now, $now
   FROM jsonb_to_recordset($messages::jsonb) AS m ("endpointId" bigint, "eventId" bigint, type text, body text,
     "aboutPersonId" bigint, "aboutEmail" text)
   ON CONFLICT ON CONSTRAINT webhook_deliveries_once DO NOTHING`,
);

/** One waits at most: who asks again has it sent now. */
const TEST = prepared(
  'integrations-test-webhook',
  `INSERT INTO integrations.webhook_deliveries AS d
     (endpoint_id, type, body, status, next_attempt_at, created_at)
   VALUES ($endpointId, $type, $body, 'pending', $now, $now)
   ON CONFLICT (endpoint_id) WHERE event_id IS NULL AND status = 'pending'
     DO UPDATE SET attempts = 0, next_attempt_at = excluded.next_attempt_at
   RETURNING ${SHOWN}`,
);

const REDELIVER = prepared(
  'integrations-redeliver',
  `UPDATE integrations.webhook_deliveries d
   SET status = 'pending', attempts = 0, next_attempt_at = $now, finished_at = NULL
   WHERE d.id = $id AND d.endpoint_id = $endpointId
   RETURNING ${SHOWN}`,
);

export type QueuedDelivery = Pick<
  WebhookDelivery,
  'endpointId' | 'eventId' | 'type' | 'body' | 'aboutPersonId' | 'aboutEmail'
>;

export interface ClaimedDelivery
  extends
    Pick<WebhookDelivery, 'id' | 'endpointId' | 'eventId' | 'type' | 'body'>,
    Pick<WebhookEndpoint, 'secret' | 'previousSecret'> {
  url: string;
  /** Its endpoint took nothing since it last failed. */
  isFailing: boolean;
}

export interface TakenDelivery {
  id: number;
  attempt: DeliveryAttempt;
}

interface ClaimTerms {
  limit: number;
  /** Calls at once, with those that are under way. */
  perEndpoint: number;
  underWay: ReadonlyMap<number, number>;
}

/** Deliveries as they are written. */
@Injectable()
export class WebhookDeliveriesRepository {
  constructor(private readonly db: Database) {}

  /** Each once for an endpoint and an event. */
  async queue(tx: Tx, messages: readonly QueuedDelivery[], now: Date): Promise<void> {
    await tx.query(QUEUE, { messages: JSON.stringify(messages), now });
  }

  claim(now: Date, { underWay, ...terms }: ClaimTerms): Promise<ClaimedDelivery[]> {
    const busy = { endpoints: [...underWay.keys()], calls: [...underWay.values()] };
    return this.db.query<ClaimedDelivery>(CLAIM, { now, ...terms, ...busy });
  }

  /** A transaction, which is tried again where it meets who withdraws the same rows in another order. */
  async succeed(taken: readonly TakenDelivery[], now: Date): Promise<void> {
    await this.db.transaction((tx) => tx.query(SUCCEED, { taken: JSON.stringify(taken), now }));
  }

  /** Tried again after a pause, and not before `notBefore`; the eighth time it stands as failed. */
  async fail(id: number, attempt: DeliveryAttempt, now: Date, notBefore: Date | null): Promise<void> {
    await this.db.query(FAIL, { id, attempt: JSON.stringify([attempt]), now, notBefore });
  }

  /** Due at once. */
  async test(
    tx: Tx,
    test: Pick<WebhookDelivery, 'endpointId' | 'type' | 'body'>,
    now: Date,
  ): Promise<DeliveryRow> {
    const [row] = await tx.query<DeliveryRow>(TEST, { ...test, now });
    return row!;
  }

  /** Null where there is none. */
  async redeliver(tx: Tx, endpointId: number, id: number, now: Date): Promise<DeliveryRow | null> {
    const [row] = await tx.query<DeliveryRow & { status: DeliveryStatus }>(REDELIVER, { endpointId, id, now });
    return row ?? null;
  }

  async forget(before: Date, signal?: AbortSignal): Promise<void> {
    const old = { table: 'integrations.webhook_deliveries', at: 'created_at', before };
    await removeOld(this.db, { ...old, where: `status <> 'pending'` }, signal);
  }
}
