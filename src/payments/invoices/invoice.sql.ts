import { columnList } from '../../platform/database/column-list.js';
import { prepared } from '../../platform/database/prepared-statement.js';
import { Invoice, type InvoiceKind } from './invoice.entity.js';

export const INVOICE_COLUMNS = columnList('i', Invoice);

const WHOLE = 100_000;

/** The series' row stays locked until the commit, so a number is used only with its paper: no gaps. */
const nextNumber = (kind: InvoiceKind, source: string): string => `number AS (
    INSERT INTO payments.invoice_series AS s (seller_id, kind, year, last_number)
    SELECT coalesce(organizer_id, 0), '${kind}', extract(year FROM $at::timestamptz AT TIME ZONE 'UTC'), 1
    FROM ${source}
    ON CONFLICT ON CONSTRAINT invoice_series_pkey DO UPDATE SET last_number = s.last_number + 1
    RETURNING year || '-' || lpad(last_number::text, greatest(6, length(last_number::text)), '0') AS text
  )`;

/** The tax in a price that includes it, half up to the smallest amount of the currency. */
const taxWithin = (cents: string, rate: string): string =>
  `(div(2 * (${cents} / $smallest::bigint)::numeric * ${rate} + ${WHOLE} + ${rate}, 2 * (${WHOLE} + ${rate}))
    * $smallest::bigint)::bigint`;

const billingJson = (b: string): string =>
  `jsonb_build_object('legalName', ${b}.legal_name, 'address', ${b}.address, 'country', ${b}.country,
    'taxId', ${b}.tax_id)`;

export const ISSUE_INVOICE = prepared(
  'payments-invoice-issue',
  `WITH sold AS (SELECT p.* FROM payments.payments p WHERE p.id = $paymentId),
   ${nextNumber('invoice', 'sold')}
   INSERT INTO payments.invoices AS i (invoice_number, kind, payment_id, transaction_id, booking_id, person_id,
     organizer_id, event_title, issued_to, issued_by, seller, buyer, supply, lines, total_cents, tax_rate,
     tax_cents, currency, issued_at)
   SELECT number.text, 'invoice', sold.id, sold.transaction_id, sold.booking_id, sold.person_id,
     sold.organizer_id, sold.title, $payer, $seller,
     CASE WHEN s.legal_name <> '' AND s.address <> '' AND s.tax_id <> '' THEN ${billingJson('s')} END,
     coalesce(sold.billing, CASE WHEN b.legal_name <> '' THEN ${billingJson('b')} END), $supply::jsonb,
     $lines::jsonb, sold.amount_cents, $taxRate::integer,
     ${taxWithin('sold.amount_cents', '$taxRate::integer')}, sold.currency, $at
   FROM sold CROSS JOIN number
   LEFT JOIN payments.billing s ON s.person_id = sold.organizer_id
   LEFT JOIN payments.billing b ON b.person_id = sold.person_id
   RETURNING ${INVOICE_COLUMNS}`,
);

// The tax goes back by what was given back in all, so that the notes of a whole refund sum to the invoice's.
export const ISSUE_CREDIT_NOTE = prepared(
  'payments-invoice-credit',
  `WITH corrected AS (
     SELECT o.*, r.id AS refund, r.amount_cents AS cents, p.refunded_cents AS refunded
     FROM payments.refunds r JOIN payments.payments p ON p.id = r.payment_id
     JOIN payments.invoices o ON o.payment_id = r.payment_id AND o.kind = 'invoice' WHERE r.id = $refundId
   ), ${nextNumber('credit_note', 'corrected')}
   INSERT INTO payments.invoices AS i (invoice_number, kind, payment_id, refund_id, transaction_id, booking_id,
     person_id, organizer_id, event_title, issued_to, issued_by, seller, buyer, supply, lines, total_cents,
     tax_rate, tax_cents, currency, issued_at)
   SELECT number.text, 'credit_note', c.payment_id, c.refund, c.transaction_id, c.booking_id, c.person_id,
     c.organizer_id, c.event_title, c.issued_to, c.issued_by, c.seller, c.buyer, c.supply, $lines::jsonb,
     -c.cents, c.tax_rate,
     ${taxWithin('(c.refunded - c.cents)', 'c.tax_rate')} - ${taxWithin('c.refunded', 'c.tax_rate')},
     c.currency, $at
   FROM corrected c CROSS JOIN number
   RETURNING ${INVOICE_COLUMNS}`,
);
