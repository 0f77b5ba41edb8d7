import { Injectable } from '@nestjs/common';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import type { Tx } from '../../platform/database/tx.js';
import { NotFound } from '../../shared/errors.js';
import { CreditPurchase, type PurchaseStatus } from './credit-purchase.entity.js';

type Source = Pick<Tx, 'query'>;

export type NewPurchase = Omit<
  CreditPurchase,
  'id' | 'status' | 'referenceNumber' | 'failureReason' | 'processedAt' | 'checks' | 'canBecome'
>;

const COLUMNS = columnList('p', CreditPurchase);

const INSERT = `
  INSERT INTO payments.credit_purchases AS p (id, person_id, credits, amount_cents, currency, method, provider,
    status, transaction_id, checkout_id, checkout_url, created_at, next_check_at)
  VALUES (nextval(pg_get_serial_sequence('payments.payments', 'id')), $personId, $credits, $amountCents,
    $currency, $method, $provider, 'pending', $transactionId, $checkoutId, $checkoutUrl, $createdAt,
    $nextCheckAt)
  RETURNING ${COLUMNS}`;

@Injectable()
export class CreditPurchasesRepository {
  async insert(tx: Tx, purchase: NewPurchase): Promise<CreditPurchase> {
    const [row] = await tx.query<CreditPurchase>(INSERT, { ...purchase });
    return toEntity(CreditPurchase, row!);
  }

  async getForUpdate(tx: Tx, id: number): Promise<CreditPurchase> {
    const sql = `SELECT ${COLUMNS} FROM payments.credit_purchases p WHERE p.id = $1 FOR UPDATE`;
    const [row] = await tx.query<CreditPurchase>(sql, [id]);
    if (!row) throw new NotFound('The purchase');
    return toEntity(CreditPurchase, row);
  }

  async findByTransaction(source: Source, transactionId: string): Promise<CreditPurchase | null> {
    const sql = `SELECT ${COLUMNS} FROM payments.credit_purchases p WHERE p.transaction_id = $1`;
    const [row] = await source.query<CreditPurchase>(sql, [transactionId]);
    return row ? toEntity(CreditPurchase, row) : null;
  }

  async findMany(source: Source, ids: number[]): Promise<CreditPurchase[]> {
    const sql = `SELECT ${COLUMNS} FROM payments.credit_purchases p WHERE p.id = ANY($1) ORDER BY p.id`;
    return (await source.query<CreditPurchase>(sql, [ids])).map((row) => toEntity(CreditPurchase, row));
  }

  /** How somebody's newest one stands. */
  async lastStatusOf(source: Source, personId: number): Promise<PurchaseStatus | null> {
    const [row] = await source.query<Pick<CreditPurchase, 'status'>>(
      'SELECT status FROM payments.credit_purchases WHERE person_id = $1 ORDER BY id DESC LIMIT 1',
      [personId],
    );
    return row?.status ?? null;
  }

  async complete(tx: Tx, id: number, reference: string, at: Date): Promise<CreditPurchase> {
    const [row] = await tx.query<CreditPurchase>(
      `UPDATE payments.credit_purchases p SET status = 'completed', reference_number = $2, processed_at = $3,
         failure_reason = NULL, checkout_url = NULL, next_check_at = NULL
       WHERE p.id = $1 RETURNING ${COLUMNS}`,
      [id, reference, at],
    );
    return toEntity(CreditPurchase, row!);
  }

  async fail(tx: Tx, id: number, reason: string, at: Date): Promise<CreditPurchase> {
    const [row] = await tx.query<CreditPurchase>(
      `UPDATE payments.credit_purchases p SET status = 'failed', failure_reason = $2, processed_at = $3,
         checkout_url = NULL, next_check_at = NULL
       WHERE p.id = $1 RETURNING ${COLUMNS}`,
      [id, reason, at],
    );
    return toEntity(CreditPurchase, row!);
  }

  /** Money for a purchase whose buyer is gone: an invariant shows it. */
  async keepReference(tx: Tx, id: number, reference: string): Promise<void> {
    await tx.query('UPDATE payments.credit_purchases SET reference_number = $2 WHERE id = $1', [id, reference]);
  }

  async saveCheckout(
    source: Source,
    id: number,
    { checkoutId, checkoutUrl }: Pick<CreditPurchase, 'checkoutId' | 'checkoutUrl'>,
  ): Promise<void> {
    await source.query(
      `UPDATE payments.credit_purchases SET checkout_id = $2, checkout_url = $3
       WHERE id = $1 AND status = 'pending'`,
      [id, checkoutId, checkoutUrl],
    );
  }
}
