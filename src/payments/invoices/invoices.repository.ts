import { Injectable } from '@nestjs/common';
import { toEntity } from '../../platform/database/column-list.js';
import type { Tx } from '../../platform/database/tx.js';
import { Invoice, type InvoiceLine } from './invoice.entity.js';
import { INVOICE_COLUMNS, ISSUE_CREDIT_NOTE, ISSUE_INVOICE } from './invoice.sql.js';

type Source = Pick<Tx, 'query'>;

export interface Parties {
  payer: string;
  seller: string;
}

@Injectable()
export class InvoicesRepository {
  /** The invoice of a payment; the year's number is the last lock that a use case takes. */
  async issue(
    tx: Tx,
    paymentId: number,
    { payer, seller }: Parties,
    lines: InvoiceLine[],
    at: Date,
  ): Promise<Invoice> {
    const [row] = await tx.query<Invoice>(ISSUE_INVOICE, [at, paymentId, payer, seller, JSON.stringify(lines)]);
    return toEntity(Invoice, row!);
  }

  async credit(tx: Tx, refundId: number, lines: InvoiceLine[], at: Date): Promise<Invoice> {
    const [row] = await tx.query<Invoice>(ISSUE_CREDIT_NOTE, [at, refundId, JSON.stringify(lines)]);
    return toEntity(Invoice, row!);
  }

  async find(source: Source, id: number): Promise<Invoice | null> {
    const [row] = await source.query<Invoice>(
      `SELECT ${INVOICE_COLUMNS} FROM payments.invoices i WHERE i.id = $1`,
      [id],
    );
    return row ? toEntity(Invoice, row) : null;
  }

  async ofPayment(source: Source, paymentId: number): Promise<Invoice | null> {
    const sql = `SELECT ${INVOICE_COLUMNS} FROM payments.invoices i
      WHERE i.payment_id = $1 AND i.kind = 'invoice'`;
    const [row] = await source.query<Invoice>(sql, [paymentId]);
    return row ? toEntity(Invoice, row) : null;
  }

  /** Of the payment that the booking counts. */
  async ofBooking(source: Source, bookingId: number): Promise<Invoice | null> {
    const sql = `SELECT ${INVOICE_COLUMNS} FROM payments.payments p
      JOIN payments.invoices i ON i.payment_id = p.id AND i.kind = 'invoice'
      WHERE p.booking_id = $bookingId AND p.applied`;
    const [row] = await source.query<Invoice>(sql, { bookingId });
    return row ? toEntity(Invoice, row) : null;
  }

  /** False where it was marked before. */
  async markSent(tx: Tx, id: number, at: Date): Promise<boolean> {
    const sql = 'UPDATE payments.invoices SET sent_at = $2 WHERE id = $1 AND sent_at IS NULL RETURNING id';
    return (await tx.query(sql, [id, at])).length > 0;
  }
}
