import { Injectable } from '@nestjs/common';
import { toEntity } from '../../platform/database/column-list.js';
import type { Tx } from '../../platform/database/tx.js';
import { smallestCents } from '../../shared/money.js';
import type { Payment } from '../model/payment.entity.js';
import type { Refund } from '../model/refund.entity.js';
import { Invoice, type InvoiceLine, type Supply } from './invoice.entity.js';
import { INVOICE_COLUMNS, ISSUE_CREDIT_NOTE, ISSUE_INVOICE } from './invoice.sql.js';

type Source = Pick<Tx, 'query'>;

export interface Parties {
  payer: string;
  seller: string;
}

/** What was sold: when it takes place, and the rate of the tax in its price, in thousandths of a percent. */
export interface Sale {
  supply: Supply;
  taxRate: number;
}

@Injectable()
export class InvoicesRepository {
  /** The invoice of a payment; its series' number is the last lock that a use case takes. */
  async issue(
    tx: Tx,
    { id: paymentId, currency }: Payment,
    { supply, taxRate, ...parties }: Parties & Sale,
    lines: InvoiceLine[],
    at: Date,
  ): Promise<Invoice> {
    const [row] = await tx.query<Invoice>(ISSUE_INVOICE, {
      ...{ paymentId, ...parties, supply, taxRate, at },
      lines: JSON.stringify(lines),
      smallest: smallestCents(currency),
    });
    return toEntity(Invoice, row!);
  }

  /** The note of a refund that its payment counts already. */
  async credit(
    tx: Tx,
    { id: refundId }: Refund,
    { currency }: Payment,
    lines: InvoiceLine[],
    at: Date,
  ): Promise<Invoice> {
    const values = { refundId, lines: JSON.stringify(lines), smallest: smallestCents(currency), at };
    const [row] = await tx.query<Invoice>(ISSUE_CREDIT_NOTE, values);
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
