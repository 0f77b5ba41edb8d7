import { columnList } from '../../platform/database/column-list.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { Invoice } from './invoice.entity.js';

export const INVOICE_COLUMNS = columnList('i', Invoice);

// The year's row stays locked until the commit, so a number is used only with its invoice: no gaps.
const NUMBER = `number AS (
    INSERT INTO payments.invoice_years AS y (year, last_number)
    VALUES (extract(year FROM $1::timestamptz AT TIME ZONE 'UTC'), 1)
    ON CONFLICT ON CONSTRAINT invoice_years_pkey DO UPDATE SET last_number = y.last_number + 1
    RETURNING year || '-' || lpad(last_number::text, greatest(6, length(last_number::text)), '0') AS text
  )`;

export const ISSUE_INVOICE = prepared(
  'payments-invoice-issue',
  `WITH ${NUMBER}
   INSERT INTO payments.invoices AS i (invoice_number, kind, payment_id, transaction_id, booking_id, person_id,
     organizer_id, event_title, issued_to, issued_by, lines, total_cents, currency, issued_at)
   SELECT number.text, 'invoice', p.id, p.transaction_id, p.booking_id, p.person_id, p.organizer_id, p.title,
     $3, $4, $5, p.amount_cents, p.currency, $1
   FROM payments.payments p, number WHERE p.id = $2
   RETURNING ${INVOICE_COLUMNS}`,
);

export const ISSUE_CREDIT_NOTE = prepared(
  'payments-invoice-credit',
  `WITH ${NUMBER}
   INSERT INTO payments.invoices AS i (invoice_number, kind, payment_id, refund_id, transaction_id, booking_id,
     person_id, organizer_id, event_title, issued_to, issued_by, lines, total_cents, currency, issued_at)
   SELECT number.text, 'credit_note', o.payment_id, r.id, o.transaction_id, o.booking_id, o.person_id,
     o.organizer_id, o.event_title, o.issued_to, o.issued_by, $3, -r.amount_cents, o.currency, $1
   FROM number, payments.refunds r
   JOIN payments.invoices o ON o.payment_id = r.payment_id AND o.kind = 'invoice' WHERE r.id = $2
   RETURNING ${INVOICE_COLUMNS}`,
);
