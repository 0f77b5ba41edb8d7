import { dateOf } from '../../platform/documents/dates.js';
import type { Paper } from '../../platform/documents/paper.js';
import type { InvoiceResponse } from './invoices.dto.js';
import { invoiceLines } from './invoice-lines.pdf.js';

const NAMES = { invoice: 'Invoice', credit_note: 'Credit note' } as const;

export interface InvoiceContext {
  seller: string;
  siteName: string;
  corrected?: string;
}

/** An invoice or a credit note; a note names the invoice that it corrects. */
export function invoicePaper(invoice: InvoiceResponse, { seller, siteName, corrected }: InvoiceContext): Paper {
  const { invoice_number, kind, issued_to, issued_at, transaction_id, booking, lines, total, currency } =
    invoice;
  return {
    title: `${NAMES[kind]} ${invoice_number}`,
    issuer: seller,
    note: `Issued through ${siteName}, transaction ${transaction_id}`,
    dated: issued_at,
    blocks: [
      {
        kind: 'facts',
        facts: [
          ['Issued to', issued_to],
          [`${NAMES[kind]} number`, invoice_number],
          ...(corrected ? [['Corrects invoice', corrected] as const] : []),
          ['Issued on', dateOf(issued_at)],
          ['Booking', String(booking)],
        ],
      },
      invoiceLines(lines, [[`Total ${currency}`, total]]),
      {
        kind: 'paragraph',
        text: kind === 'invoice' ? 'Paid in full.' : 'This amount was given back.',
        isMuted: true,
      },
    ],
  };
}
