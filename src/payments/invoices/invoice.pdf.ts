import { dateOf } from '../../platform/documents/dates.js';
import type { LabeledValue, Paper } from '../../platform/documents/paper.js';
import { decimalFrom, percentFrom } from '../../shared/money.js';
import type { BillingDetails } from '../billing/billing.entity.js';
import type { Invoice, Supply } from './invoice.entity.js';
import { toLineResponse } from './invoices.dto.js';
import { invoiceLines } from './invoice-lines.pdf.js';

const COUNTRIES = new Intl.DisplayNames('en', { type: 'region' });
const HEADINGS = {
  invoice: { invoiced: 'Invoice', receipted: 'Receipt' },
  credit_note: { invoiced: 'Credit note', receipted: 'Receipt of refund' },
} as const;

export interface InvoiceContext {
  siteName: string;
  corrected: Invoice | null;
}

/** A credit note names the invoice that it corrects. Without a seller's data both are receipts. */
export function invoicePaper(invoice: Invoice, { siteName, corrected }: InvoiceContext): Paper {
  const { invoiceNumber, kind, seller, buyer, supply, issuedBy, issuedTo, issuedAt, transactionId } = invoice;
  const heading = HEADINGS[kind][seller ? 'invoiced' : 'receipted'];
  return {
    title: `${heading} ${invoiceNumber}`,
    issuer: seller?.legalName ?? issuedBy,
    note: `Issued through ${siteName}, transaction ${transactionId}`,
    dated: issuedAt,
    blocks: [
      {
        kind: 'facts',
        facts: [
          ['Seller', seller ? partyText(seller) : issuedBy],
          ['Buyer', buyer ? partyText(buyer) : issuedTo],
          ['Number', invoiceNumber],
          ['Date of issue', dateOf(issuedAt)],
          ...(corrected ? [correctionOf(corrected)] : []),
          ...(supply ? [['Date of supply', supplyText(supply)] as const] : []),
          ['Booking', String(invoice.bookingId)],
        ],
      },
      invoiceLines(invoice.lines.map(toLineResponse), totalsOf(invoice)),
      { kind: 'paragraph', text: closingOf(invoice), isMuted: true },
    ],
  };
}

function partyText({ legalName, address, country, taxId }: BillingDetails): string {
  const lines = [legalName, address, country && COUNTRIES.of(country), taxId && `Tax number ${taxId}`];
  return lines.filter((line) => line !== '').join('\n');
}

function correctionOf({ seller, invoiceNumber, issuedAt }: Invoice): LabeledValue {
  return [seller ? 'Corrects invoice' : 'Of receipt', `${invoiceNumber} of ${dateOf(issuedAt)}`];
}

/** The last day of what ends at midnight is the day before. */
function supplyText({ from, until, zone }: Supply): string {
  const first = dateOf(new Date(from), zone);
  const last = dateOf(new Date(Date.parse(until) - 1), zone);
  return first === last ? first : `${first} to ${last}`;
}

function totalsOf({ seller, taxRate, taxCents, totalCents, currency }: Invoice): LabeledValue[] {
  const total: LabeledValue = [`Total ${currency}`, decimalFrom(totalCents)];
  if (!seller && taxRate === 0) return [total];
  return [
    [`Net ${currency}`, decimalFrom(totalCents - taxCents)],
    [`Tax ${percentFrom(taxRate)} % ${currency}`, decimalFrom(taxCents)],
    total,
  ];
}

function closingOf({ kind, taxRate }: Invoice): string {
  const included = taxRate > 0 ? ' Prices and amounts include the tax.' : '';
  return (kind === 'invoice' ? 'Paid in full.' : 'This amount was given back.') + included;
}
