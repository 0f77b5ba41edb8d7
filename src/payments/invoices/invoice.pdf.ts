import { dateOf } from '../../platform/documents/dates.js';
import { renderPdf } from '../../platform/documents/render-pdf.js';
import type { InvoiceResponse } from './invoices.dto.js';
import { drawInvoiceLines } from './invoice-lines.pdf.js';

const NAMES = { invoice: 'Invoice', credit_note: 'Credit note' } as const;

export interface InvoicePaper {
  seller: string;
  siteName: string;
  corrected?: string;
}

/** An invoice or a credit note; a note names the invoice that it corrects. */
export function invoicePdf(
  invoice: InvoiceResponse,
  { seller, siteName, corrected }: InvoicePaper,
): Promise<Buffer> {
  const { invoice_number, kind, issued_to, issued_at, transaction_id, booking, lines, total, currency } =
    invoice;
  const options = { title: `${NAMES[kind]} ${invoice_number}`, issuer: seller, dated: issued_at };
  return renderPdf(
    { ...options, note: `Issued through ${siteName}, transaction ${transaction_id}` },
    (layout) => {
      layout.facts([
        ['Issued to', issued_to],
        [`${NAMES[kind]} number`, invoice_number],
        ...(corrected ? [['Corrects invoice', corrected] as const] : []),
        ['Issued on', dateOf(issued_at)],
        ['Booking', String(booking)],
      ]);
      drawInvoiceLines(layout, lines, [[`Total ${currency}`, total]]);
      if (kind === 'invoice') layout.paragraph('Paid in full.', { isMuted: true });
      else layout.paragraph('This amount was given back.', { isMuted: true });
    },
  );
}
