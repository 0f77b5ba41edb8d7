import { Injectable } from '@nestjs/common';
import { toEntity } from '../../platform/database/column-list.js';
import type { Tx } from '../../platform/database/tx.js';
import { Refund, type RefundCause } from '../model/refund.entity.js';
import {
  COMPLETE_REFUND,
  FIND_BY_REFERENCE,
  INSERT_REFUND,
  REFUND_COLUMNS,
  RESERVE_ALL_OF_EVENT,
} from './refund.sql.js';

type Source = Pick<Tx, 'query'>;

export interface NewRefund {
  paymentId: number;
  amountCents: number;
  cause: RefundCause;
  actorId: number | null;
  at: Date;
}

@Injectable()
export class RefundsRepository {
  async insert(tx: Tx, { paymentId, amountCents, cause, actorId, at }: NewRefund): Promise<Refund> {
    const [row] = await tx.query<Refund>(INSERT_REFUND, [paymentId, amountCents, cause, actorId, at]);
    return toEntity(Refund, row!);
  }

  /** Reserves all that is left of an event's payments in one statement; answers the new refunds' ids. */
  async reserveAllOfEvent(tx: Tx, eventId: number, actorId: number | null, at: Date): Promise<number[]> {
    return (await tx.query<{ id: number }>(RESERVE_ALL_OF_EVENT, [eventId, actorId, at])).map(({ id }) => id);
  }

  async find(source: Source, id: number): Promise<Refund | null> {
    const sql = `SELECT ${REFUND_COLUMNS} FROM payments.refunds r WHERE r.id = $1`;
    const [row] = await source.query<Refund>(sql, [id]);
    return row ? toEntity(Refund, row) : null;
  }

  /** Null where it was not pending any more. */
  async complete(tx: Tx, id: number, reference: string, at: Date): Promise<Refund | null> {
    const [row] = await tx.query<Refund>(COMPLETE_REFUND, [id, reference, at]);
    return row ? toEntity(Refund, row) : null;
  }

  /** Also a completed one: banks return money days later. */
  async fail(tx: Tx, id: number, reason: string): Promise<void> {
    await tx.query(
      `UPDATE payments.refunds SET status = 'failed', failure_reason = $2, completed_at = NULL WHERE id = $1`,
      [id, reason],
    );
  }

  async findByReference(tx: Tx, paymentId: number, reference: string): Promise<Refund | null> {
    const [row] = await tx.query<Refund>(FIND_BY_REFERENCE, { paymentId, reference });
    return row ? toEntity(Refund, row) : null;
  }

  async hasPending(source: Source, paymentId: number): Promise<boolean> {
    const sql = `SELECT FROM payments.refunds WHERE payment_id = $1 AND status = 'pending' LIMIT 1`;
    return (await source.query(sql, [paymentId])).length > 0;
  }

  async hasFailed(source: Source, paymentId: number): Promise<boolean> {
    const sql = `SELECT FROM payments.refunds WHERE payment_id = $1 AND status = 'failed' LIMIT 1`;
    return (await source.query(sql, [paymentId])).length > 0;
  }

  async saveRefusal(source: Source, id: number, reason: string): Promise<void> {
    await source.query(
      `UPDATE payments.refunds SET refusals = refusals + 1, failure_reason = $2
       WHERE id = $1 AND status = 'pending'`,
      [id, reason],
    );
  }

  async saveAnswer(source: Source, id: number, reference: string, reason: string | null): Promise<void> {
    await source.query(
      `UPDATE payments.refunds SET provider_reference = $2, failure_reason = $3
       WHERE id = $1 AND status = 'pending'`,
      [id, reference, reason],
    );
  }
}
