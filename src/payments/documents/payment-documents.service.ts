import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import type { Invoice } from '../invoices/invoice.entity.js';
import { toInvoiceResponse } from '../invoices/invoices.dto.js';
import { InvoicesRepository } from '../invoices/invoices.repository.js';
import { InvoicesService } from '../invoices/invoices.service.js';
import { ReceiptsService } from '../receipts/receipts.service.js';
import { invoicePdf } from '../invoices/invoice.pdf.js';
import { receiptPdf } from '../receipts/receipt.pdf.js';

/** A file to be handed out. */
export interface PaymentDocument {
  name: string;
  bytes: Buffer;
}

/** Invoices, credit notes and receipts as PDFs: the same bytes for the same facts. */
@Injectable()
export class PaymentDocuments {
  constructor(
    private readonly db: Database,
    private readonly invoices: InvoicesService,
    private readonly repository: InvoicesRepository,
    private readonly receipts: ReceiptsService,
  ) {}

  /** An invoice, for those who may read it; `NotFound` as `Invoices.read`. */
  async invoice(caller: Caller, id: number): Promise<PaymentDocument> {
    await this.invoices.read(caller, id);
    return this.printed((await this.repository.find(this.db, id))!);
  }

  /** The receipt of a payment, for those who may read it; `NotFound` as `Receipts.read`. */
  async receipt(caller: Caller, paymentId: number): Promise<PaymentDocument> {
    const receipt = await this.receipts.read(caller, paymentId);
    const invoice = await this.repository.ofPayment(this.db, paymentId);
    const bytes = await receiptPdf(receipt, invoice!.issuedBy);
    return { name: `receipt-${receipt.receipt_number}.pdf`, bytes };
  }

  private async printed(invoice: Invoice): Promise<PaymentDocument> {
    const isNote = invoice.kind === 'credit_note';
    const corrected = isNote ? await this.repository.ofPayment(this.db, invoice.paymentId) : null;
    const bytes = await invoicePdf(toInvoiceResponse(invoice), invoice.issuedBy, corrected?.invoiceNumber);
    const kind = invoice.kind === 'invoice' ? 'invoice' : 'credit-note';
    return { name: `${kind}-${invoice.invoiceNumber}.pdf`, bytes };
  }
}
