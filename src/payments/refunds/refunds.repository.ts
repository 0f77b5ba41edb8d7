import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { columnList } from '../../platform/database/column-list.js';
import { REFUND_COLUMNS, toRefund, type Refund, type RefundCause } from '../model/refund.entity.js';

type Source = Pick<Tx, 'query'>;

export interface NewRefund {
  paymentId: number;
  amountCents: number;
  cause: RefundCause;
  actorId: number | null;
  at: Date;
}

const COLUMNS = columnList('r', REFUND_COLUMNS);

const INSERT = prepared(
  'payments-refund-insert',
  `INSERT INTO payments.refunds AS r (payment_id, amount_cents, cause, actor_id, status, next_attempt_at, created_at)
   VALUES ($1, $2, $3, $4, 'pending', $5, $5) RETURNING ${COLUMNS}`,
);

const COMPLETE = prepared(
  'payments-refund-complete',
  `UPDATE payments.refunds r SET status = 'completed', provider_reference = $2, failure_reason = NULL, completed_at = $3
   WHERE r.id = $1 AND r.status = 'pending' RETURNING ${COLUMNS}`,
);

// Payments are locked in the order of their ids; whoever holds one of them waits for no other.
const PROMISE_ALL = `
  WITH due AS MATERIALIZED (
    SELECT id, amount_cents - returning_cents AS cents FROM payments.payments
    WHERE event_id = $1 AND status IN ('completed', 'partially_refunded') AND returning_cents < amount_cents
    ORDER BY id FOR UPDATE
  ), promised AS (
    UPDATE payments.payments p SET returning_cents = p.amount_cents FROM due WHERE p.id = due.id
    RETURNING p.id, due.cents
  )
  INSERT INTO payments.refunds (payment_id, amount_cents, cause, actor_id, status, next_attempt_at, created_at)
  SELECT id, cents, 'offer_withdrawn', $2, 'pending', $3, $3 FROM promised ORDER BY id
  RETURNING id`;

@Injectable()
export class RefundsRepository {
  async insert(tx: Tx, { paymentId, amountCents, cause, actorId, at }: NewRefund): Promise<Refund> {
    const [row] = await tx.query<object>(INSERT, [paymentId, amountCents, cause, actorId, at]);
    return toRefund(row!);
  }

  /** Sets aside all that is left of an event's payments, set-based; answers the refunds to carry out. */
  async reserveAllOfEvent(tx: Tx, eventId: number, actorId: number | null, at: Date): Promise<number[]> {
    return (await tx.query<{ id: number }>(PROMISE_ALL, [eventId, actorId, at])).map(({ id }) => id);
  }

  async find(source: Source, id: number): Promise<Refund | null> {
    const sql = `SELECT ${COLUMNS} FROM payments.refunds r WHERE r.id = $1`;
    const [row] = await source.query<object>(sql, [id]);
    return row ? toRefund(row) : null;
  }

  /** Null where it was not pending any more. */
  async complete(tx: Tx, id: number, reference: string, at: Date): Promise<Refund | null> {
    const [row] = await tx.query<object>(COMPLETE, [id, reference, at]);
    return row ? toRefund(row) : null;
  }

  /** Also one that was done: banks send money back days later. */
  async fail(tx: Tx, id: number, reason: string): Promise<void> {
    await tx.query(
      `UPDATE payments.refunds SET status = 'failed', failure_reason = $2, completed_at = NULL WHERE id = $1`,
      [id, reason],
    );
  }

  /** Whether the provider has refused to give something of this payment back for good. */
  async hasFailed(source: Source, paymentId: number): Promise<boolean> {
    const sql = `SELECT FROM payments.refunds WHERE payment_id = $1 AND status = 'failed' LIMIT 1`;
    return (await source.query(sql, [paymentId])).length > 0;
  }

  async dueIds(source: Source, at: Date, limit: number): Promise<number[]> {
    const sql = `SELECT r.id FROM payments.refunds r WHERE r.status = 'pending' AND r.next_attempt_at <= $1
      ORDER BY r.next_attempt_at LIMIT $2`;
    return (await source.query<{ id: number }>(sql, [at, limit])).map(({ id }) => id);
  }

  /** Takes one attempt; null where none is due, or another process has it. */
  async claimAttempt(source: Source, refund: Refund, at: Date, nextAttemptAt: Date): Promise<boolean> {
    const rows = await source.query(
      `UPDATE payments.refunds SET attempts = attempts + 1, next_attempt_at = $4
       WHERE id = $1 AND status = 'pending' AND attempts = $2 AND next_attempt_at <= $3 RETURNING id`,
      [refund.id, refund.attempts, at, nextAttemptAt],
    );
    return rows.length > 0;
  }

  /** Notes why the provider did not do it this time. */
  async saveRefusal(source: Source, id: number, reason: string): Promise<void> {
    await source.query(
      `UPDATE payments.refunds SET refusals = refusals + 1, failure_reason = $2 WHERE id = $1 AND status = 'pending'`,
      [id, reason],
    );
  }

  /** Notes what the provider said of it meanwhile. */
  async saveAnswer(source: Source, id: number, reference: string, reason: string | null): Promise<void> {
    await source.query(
      `UPDATE payments.refunds SET provider_reference = $2, failure_reason = $3 WHERE id = $1 AND status = 'pending'`,
      [id, reference, reason],
    );
  }
}
