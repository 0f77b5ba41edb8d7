import { dateOf } from '../../platform/documents/dates.js';
import type { Paper } from '../../platform/documents/paper.js';
import { invoiceLines } from '../invoices/invoice-lines.pdf.js';
import type { ReceiptResponse } from './receipts.dto.js';

const METHODS: Record<string, string> = { mock: 'Simulation', credit_card: 'Credit card', stripe: 'Stripe' };

/** What was paid, and nothing of what became of it later: a refund has a paper of its own, the credit note. */
export function receiptPaper(receipt: ReceiptResponse, seller: string, siteName: string): Paper {
  const { receipt_number, payment, issued_to, issued_at, lines, total, currency } = receipt;
  return {
    title: `Receipt ${receipt_number}`,
    issuer: seller,
    note: `Paid through ${siteName}, transaction ${payment.transaction_id}`,
    dated: issued_at,
    blocks: [
      {
        kind: 'facts',
        facts: [
          ['Received from', issued_to],
          ['Receipt number', receipt_number],
          ['Paid on', dateOf(payment.processed_at ?? issued_at)],
          ['Paid by', METHODS[payment.method] ?? payment.method],
          ['Booking', String(payment.booking)],
        ],
      },
      invoiceLines(lines, [[`Paid ${currency}`, total]]),
    ],
  };
}
