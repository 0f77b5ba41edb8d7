import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { NotFound } from '../../shared/errors.js';
import { columnList } from '../../platform/database/column-list.js';
import { AlreadyPaid, NothingToRefund, PaymentPending } from '../payments.errors.js';
import { Payment, PAYMENT_COLUMNS, toPayment } from './payment.entity.js';

type Source = Pick<Tx, 'query'>;

/** What is known of a payment before its provider is asked. */
export type NewPayment = Pick<
  Payment,
  | 'bookingId'
  | 'personId'
  | 'organizerId'
  | 'eventId'
  | 'title'
  | 'quantity'
  | 'amountCents'
  | 'currency'
  | 'method'
  | 'provider'
  | 'transactionId'
  | 'checkoutId'
  | 'checkoutUrl'
  | 'createdAt'
> & { nextCheckAt: Date };

const COLUMNS = columnList('p', PAYMENT_COLUMNS);

const INSERT = prepared(
  'payments-insert',
  `INSERT INTO payments.payments AS p (booking_id, person_id, organizer_id, event_id, title, quantity, amount_cents,
     currency, method, provider, status, transaction_id, checkout_id, checkout_url, created_at, next_check_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'pending', $11, $12, $13, $14, $15)
   RETURNING ${COLUMNS}`,
);

const FIND = prepared('payments-find', `SELECT ${COLUMNS} FROM payments.payments p WHERE p.id = $1`);

const LOCK = prepared('payments-lock', `SELECT ${COLUMNS} FROM payments.payments p WHERE p.id = $1 FOR UPDATE`);

/** At most one is applied or pending, and a booking's own are few. */
const OF_BOOKING = prepared(
  'payments-of-booking',
  `SELECT ${COLUMNS} FROM payments.payments p
   WHERE p.booking_id = $1 AND (p.applied OR p.status = 'pending') ORDER BY p.id LIMIT 10`,
);

const COMPLETE = prepared(
  'payments-complete',
  `UPDATE payments.payments p SET status = 'completed', reference_number = $2, applied = $3, processed_at = $4,
     failure_reason = NULL, checkout_url = NULL, next_check_at = NULL
   WHERE p.id = $1 RETURNING ${COLUMNS}`,
);

const FAIL = prepared(
  'payments-fail',
  `UPDATE payments.payments p SET status = 'failed', failure_reason = $2, processed_at = $3, checkout_url = NULL,
     next_check_at = NULL
   WHERE p.id = $1 RETURNING ${COLUMNS}`,
);

// What is promised counts at once, so that nobody promises it again; payments_refunds_within_amount guards it besides.
const PROMISE = prepared(
  'payments-promise',
  `UPDATE payments.payments p SET returning_cents = p.returning_cents + $2::integer
   WHERE p.id = $1 AND p.returning_cents + $2::integer <= p.amount_cents RETURNING ${COLUMNS}`,
);

const REFUND = prepared(
  'payments-refund',
  `UPDATE payments.payments p SET refunded_cents = p.refunded_cents + $2::integer, status = $3, refunded_at = $4
   WHERE p.id = $1 RETURNING ${COLUMNS}`,
);

const UNREFUND = prepared(
  'payments-unrefund',
  `UPDATE payments.payments p SET refunded_cents = p.refunded_cents - $2::integer,
     returning_cents = p.returning_cents - $2::integer, status = $3,
     refunded_at = CASE WHEN p.refunded_cents > $2::integer THEN p.refunded_at END
   WHERE p.id = $1 RETURNING ${COLUMNS}`,
);

/** Loads and writes payments; who may is for the services to say. */
@Injectable()
export class PaymentsRepository {
  /** Refuses with `PaymentPending` (409) where one of the same booking is under way. */
  async insert(tx: Tx, payment: NewPayment): Promise<Payment> {
    const { bookingId, personId, organizerId, eventId, title, quantity, amountCents, currency } = payment;
    const { method, provider, transactionId, checkoutId, checkoutUrl, createdAt, nextCheckAt } = payment;
    try {
      const [row] = await tx.query<object>(INSERT, [
        ...[bookingId, personId, organizerId, eventId, title, quantity, amountCents, currency],
        ...[method, provider, transactionId, checkoutId, checkoutUrl, createdAt, nextCheckAt],
      ]);
      return toPayment(row!);
    } catch (error) {
      if (violates(error, 'payments_one_pending_per_booking')) throw new PaymentPending();
      throw error;
    }
  }

  async find(source: Source, id: number): Promise<Payment | null> {
    const [row] = await source.query<object>(FIND, [id]);
    return row ? toPayment(row) : null;
  }

  /** Locked until the end of `tx`; its booking is locked before. */
  async getForUpdate(tx: Tx, id: number): Promise<Payment> {
    const [row] = await tx.query<object>(LOCK, [id]);
    if (!row) throw new NotFound('The payment');
    return toPayment(row);
  }

  async findByTransaction(source: Source, transactionId: string): Promise<Payment | null> {
    const sql = `SELECT ${COLUMNS} FROM payments.payments p WHERE p.transaction_id = $1`;
    const [row] = await source.query<object>(sql, [transactionId]);
    return row ? toPayment(row) : null;
  }

  /** The payment that the booking counts, and one that is under way. */
  async ofBooking(source: Source, bookingId: number): Promise<Payment[]> {
    return (await source.query<object>(OF_BOOKING, [bookingId])).map(toPayment);
  }

  /** Refuses with `AlreadyPaid` (409) where the booking counts another one. */
  async complete(tx: Tx, id: number, reference: string, applied: boolean, at: Date): Promise<Payment> {
    try {
      const [row] = await tx.query<object>(COMPLETE, [id, reference, applied, at]);
      return toPayment(row!);
    } catch (error) {
      if (violates(error, 'payments_one_applied_per_booking')) throw new AlreadyPaid();
      throw error;
    }
  }

  async fail(tx: Tx, id: number, reason: string, at: Date): Promise<Payment> {
    const [row] = await tx.query<object>(FAIL, [id, reason, at]);
    return toPayment(row!);
  }

  /** Sets cents aside for a refund. Refuses with `NothingToRefund` (409) where they are not left. */
  async reserveRefund(tx: Tx, id: number, cents: number): Promise<Payment> {
    try {
      const [row] = await tx.query<object>(PROMISE, [id, cents]);
      if (row) return toPayment(row);
    } catch (error) {
      if (!violates(error, 'payments_refunds_within_amount')) throw error;
    }
    throw new NothingToRefund();
  }

  /** Frees what was set aside for a refund that the provider refused for good. */
  async releaseRefund(tx: Tx, id: number, cents: number): Promise<Payment> {
    const [row] = await tx.query<object>(
      `UPDATE payments.payments p SET returning_cents = p.returning_cents - $2::integer
       WHERE p.id = $1 RETURNING ${COLUMNS}`,
      [id, cents],
    );
    return toPayment(row!);
  }

  /** Counts what has gone back of `payment`. */
  async refund(tx: Tx, payment: Payment, cents: number, at: Date): Promise<Payment> {
    const [row] = await tx.query<object>(REFUND, [payment.id, cents, payment.statusAfterRefund(cents), at]);
    return toPayment(row!);
  }

  /** Counts what had gone back of `payment` and came back to us. */
  async reverseRefund(tx: Tx, payment: Payment, cents: number): Promise<Payment> {
    const [row] = await tx.query<object>(UNREFUND, [payment.id, cents, payment.statusAfterRefund(-cents)]);
    return toPayment(row!);
  }

  /** Keeps where the payer pays. */
  async saveCheckout(
    source: Source,
    id: number,
    checkoutId: string,
    checkoutUrl: string | null,
  ): Promise<void> {
    await source.query(
      `UPDATE payments.payments SET checkout_id = $2, checkout_url = $3 WHERE id = $1 AND status = 'pending'`,
      [id, checkoutId, checkoutUrl],
    );
  }

  /** Pending ones that are due to be asked about, the longest due first. */
  async dueChecks(source: Source, at: Date, limit: number): Promise<Payment[]> {
    const sql = `SELECT ${COLUMNS} FROM payments.payments p WHERE p.status = 'pending' AND p.next_check_at <= $1
      ORDER BY p.next_check_at LIMIT $2`;
    return (await source.query<object>(sql, [at, limit])).map(toPayment);
  }

  /** False where another process asks already. */
  async claimCheck(source: Source, payment: Payment, nextCheckAt: Date): Promise<boolean> {
    const rows = await source.query(
      `UPDATE payments.payments SET checks = checks + 1, next_check_at = $3
       WHERE id = $1 AND status = 'pending' AND checks = $2 RETURNING id`,
      [payment.id, payment.checks, nextCheckAt],
    );
    return rows.length > 0;
  }
}
