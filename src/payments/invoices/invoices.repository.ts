import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { columnList } from '../../platform/database/column-list.js';
import { INVOICE_COLUMNS, toInvoice, type Invoice, type InvoiceLine } from './invoice.entity.js';

type Source = Pick<Tx, 'query'>;

const COLUMNS = columnList('i', INVOICE_COLUMNS);

// The year's row is locked until the commit: a number is given only with its invoice, so there are no gaps.
const NUMBER = `number AS (
    INSERT INTO payments.invoice_years AS y (year, last_number) VALUES (extract(year FROM $1::timestamptz AT TIME ZONE 'UTC'), 1)
    ON CONFLICT ON CONSTRAINT invoice_years_pkey DO UPDATE SET last_number = y.last_number + 1
    RETURNING year || '-' || lpad(last_number::text, greatest(6, length(last_number::text)), '0') AS text
  )`;

const ISSUE = prepared(
  'payments-invoice-issue',
  `WITH ${NUMBER}
   INSERT INTO payments.invoices AS i (invoice_number, kind, payment_id, transaction_id, booking_id, person_id,
     organizer_id, event_title, issued_to, issued_by, lines, total_cents, currency, issued_at)
   SELECT number.text, 'invoice', p.id, p.transaction_id, p.booking_id, p.person_id, p.organizer_id, p.title, $3, $4, $5,
     p.amount_cents, p.currency, $1
   FROM payments.payments p, number WHERE p.id = $2
   RETURNING ${COLUMNS}`,
);

const CREDIT = prepared(
  'payments-invoice-credit',
  `WITH ${NUMBER}
   INSERT INTO payments.invoices AS i (invoice_number, kind, payment_id, refund_id, transaction_id, booking_id, person_id,
     organizer_id, event_title, issued_to, issued_by, lines, total_cents, currency, issued_at)
   SELECT number.text, 'credit_note', o.payment_id, r.id, o.transaction_id, o.booking_id, o.person_id, o.organizer_id,
     o.event_title, o.issued_to, o.issued_by, $3, -r.amount_cents, o.currency, $1
   FROM number, payments.refunds r
   JOIN payments.invoices o ON o.payment_id = r.payment_id AND o.kind = 'invoice' WHERE r.id = $2
   RETURNING ${COLUMNS}`,
);

/** The names that an invoice is made out in. */
export interface Parties {
  payer: string;
  seller: string;
}

@Injectable()
export class InvoicesRepository {
  /** The invoice of a payment; its number is the last lock of any use case. */
  async issue(
    tx: Tx,
    paymentId: number,
    { payer, seller }: Parties,
    lines: InvoiceLine[],
    at: Date,
  ): Promise<Invoice> {
    const [row] = await tx.query<object>(ISSUE, [at, paymentId, payer, seller, JSON.stringify(lines)]);
    return toInvoice(row!);
  }

  /** The credit note of a refund, to whom the invoice was issued. */
  async credit(tx: Tx, refundId: number, lines: InvoiceLine[], at: Date): Promise<Invoice> {
    const [row] = await tx.query<object>(CREDIT, [at, refundId, JSON.stringify(lines)]);
    return toInvoice(row!);
  }

  async find(source: Source, id: number): Promise<Invoice | null> {
    const [row] = await source.query<object>(`SELECT ${COLUMNS} FROM payments.invoices i WHERE i.id = $1`, [
      id,
    ]);
    return row ? toInvoice(row) : null;
  }

  async ofPayment(source: Source, paymentId: number): Promise<Invoice | null> {
    const sql = `SELECT ${COLUMNS} FROM payments.invoices i WHERE i.payment_id = $1 AND i.kind = 'invoice'`;
    const [row] = await source.query<object>(sql, [paymentId]);
    return row ? toInvoice(row) : null;
  }

  /** Notes that it was sent; false where it was before. */
  async markSent(tx: Tx, id: number, at: Date): Promise<boolean> {
    const sql = 'UPDATE payments.invoices SET sent_at = $2 WHERE id = $1 AND sent_at IS NULL RETURNING id';
    return (await tx.query(sql, [id, at])).length > 0;
  }
}
