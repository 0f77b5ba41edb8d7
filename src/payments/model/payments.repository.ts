import { Injectable } from '@nestjs/common';
import { toEntity } from '../../platform/database/column-list.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { NotFound } from '../../shared/errors.js';
import type { BillingDetails } from '../billing/billing.entity.js';
import { AlreadyPaid, NothingToRefund, PaymentPending } from '../payments.errors.js';
import { Payment } from './payment.entity.js';
import {
  COMPLETE_PAYMENT,
  FAIL_PAYMENT,
  FIND_OF_PROVIDER,
  FIND_PAYMENT,
  INSERT_PAYMENT,
  LOCK_PAYMENT,
  PAYMENT_COLUMNS,
  PAYMENTS_OF_BOOKING,
  RECORD_REFUND,
  RESERVE_REFUND,
  REVERSE_REFUND,
} from './payment.sql.js';

type Source = Pick<Tx, 'query'>;

export type NewPayment = Pick<
  Payment,
  | 'bookingId'
  | 'personId'
  | 'payerName'
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
> & { billing?: BillingDetails | null; nextCheckAt: Date };

@Injectable()
export class PaymentsRepository {
  /** Refuses with `PaymentPending` (409) where the booking has a pending one. */
  async insert(tx: Tx, payment: NewPayment): Promise<Payment> {
    const [row] = await tx.query<Payment>(INSERT_PAYMENT, { billing: null, ...payment });
    const { id, transactionId } = row!;
    if (transactionId !== payment.transactionId) throw new PaymentPending(id);
    return toEntity(Payment, row!);
  }

  async find(source: Source, id: number): Promise<Payment | null> {
    const [row] = await source.query<Payment>(FIND_PAYMENT, [id]);
    return row ? toEntity(Payment, row) : null;
  }

  /** Lock its booking first. Refuses with `NotFound`. */
  async getForUpdate(tx: Tx, id: number): Promise<Payment> {
    const [row] = await tx.query<Payment>(LOCK_PAYMENT, [id]);
    if (!row) throw new NotFound('The payment');
    return toEntity(Payment, row);
  }

  async findByTransaction(source: Source, transactionId: string): Promise<Payment | null> {
    const sql = `SELECT ${PAYMENT_COLUMNS} FROM payments.payments p WHERE p.transaction_id = $1`;
    const [row] = await source.query<Payment>(sql, [transactionId]);
    return row ? toEntity(Payment, row) : null;
  }

  /** By our number, else by the provider's. */
  async findOfProvider(
    source: Source,
    provider: string,
    { transactionId = '', referenceNumber }: { transactionId?: string; referenceNumber: string },
  ): Promise<Payment | null> {
    const [row] = await source.query<Payment>(FIND_OF_PROVIDER, { provider, transactionId, referenceNumber });
    return row ? toEntity(Payment, row) : null;
  }

  /** The payment that the booking counts, and a pending one. */
  async ofBooking(source: Source, bookingId: number): Promise<Payment[]> {
    return (await source.query<Payment>(PAYMENTS_OF_BOOKING, [bookingId])).map((row) => toEntity(Payment, row));
  }

  /** Refuses with `AlreadyPaid` (409) where the booking counts another one. */
  async complete(tx: Tx, id: number, reference: string, applied: boolean, at: Date): Promise<Payment> {
    try {
      const [row] = await tx.query<Payment>(COMPLETE_PAYMENT, [id, reference, applied, at]);
      return toEntity(Payment, row!);
    } catch (error) {
      if (violates(error, 'payments_one_applied_per_booking')) throw new AlreadyPaid();
      throw error;
    }
  }

  async fail(tx: Tx, id: number, reason: string, at: Date): Promise<Payment> {
    const [row] = await tx.query<Payment>(FAIL_PAYMENT, [id, reason, at]);
    return toEntity(Payment, row!);
  }

  /** Sets cents aside for a refund. Refuses with `NothingToRefund` (409) where less is left. */
  async reserveRefund(tx: Tx, id: number, cents: number): Promise<Payment> {
    try {
      const [row] = await tx.query<Payment>(RESERVE_REFUND, [id, cents]);
      if (row) return toEntity(Payment, row);
    } catch (error) {
      if (!violates(error, 'payments_refunds_within_amount')) throw error;
    }
    throw new NothingToRefund();
  }

  async releaseRefund(tx: Tx, id: number, cents: number): Promise<Payment> {
    const [row] = await tx.query<Payment>(
      `UPDATE payments.payments p SET returning_cents = p.returning_cents - $2::bigint
       WHERE p.id = $1 RETURNING ${PAYMENT_COLUMNS}`,
      [id, cents],
    );
    return toEntity(Payment, row!);
  }

  async refund(tx: Tx, payment: Payment, cents: number, at: Date): Promise<Payment> {
    const [row] = await tx.query<Payment>(RECORD_REFUND, [
      payment.id,
      cents,
      payment.statusAfterRefund(cents),
      at,
    ]);
    return toEntity(Payment, row!);
  }

  /** Takes back a refund that had been completed, and whose money the bank returned to us. */
  async reverseRefund(tx: Tx, payment: Payment, cents: number): Promise<Payment> {
    const [row] = await tx.query<Payment>(REVERSE_REFUND, [
      payment.id,
      cents,
      payment.statusAfterRefund(-cents),
    ]);
    return toEntity(Payment, row!);
  }

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

  async findMany(source: Source, ids: number[]): Promise<Payment[]> {
    const sql = `SELECT ${PAYMENT_COLUMNS} FROM payments.payments p WHERE p.id = ANY($1) ORDER BY p.id`;
    return (await source.query<Payment>(sql, [ids])).map((row) => toEntity(Payment, row));
  }
}
