import { dateOf } from '../../platform/documents/dates.js';
import { renderPdf } from '../../platform/documents/render-pdf.js';
import type { LabeledValue } from '../../platform/documents/pdf-canvas.js';
import type { ReceiptResponse } from './receipts.dto.js';
import { drawInvoiceLines } from '../invoices/invoice-lines.pdf.js';

const METHODS: Record<string, string> = { mock: 'Simulation', credit_card: 'Credit card', stripe: 'Stripe' };
const ZERO = '0.00';

export function receiptPdf(receipt: ReceiptResponse, seller: string, siteName: string): Promise<Buffer> {
  const { receipt_number, payment, issued_to, issued_at, lines, total, currency } = receipt;
  const options = { title: `Receipt ${receipt_number}`, issuer: seller, dated: issued_at };
  const note = `Paid through ${siteName}, transaction ${payment.transaction_id}`;
  const totals: LabeledValue[] = [[`Paid ${currency}`, total]];
  if (payment.refunded_amount !== ZERO) totals.push([`Given back ${currency}`, `-${payment.refunded_amount}`]);
  return renderPdf({ ...options, note }, (layout) => {
    layout.facts([
      ['Received from', issued_to],
      ['Receipt number', receipt_number],
      ['Paid on', dateOf(payment.processed_at ?? issued_at)],
      ['Paid by', METHODS[payment.method] ?? payment.method],
      ['Booking', String(payment.booking)],
    ]);
    drawInvoiceLines(layout, lines, totals);
  });
}
