import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../platform/audit/audit-trail.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Page } from '../../platform/http/lists/lists.js';
import type { Attachment } from '../../platform/mail/mail.js';
import { MailPaper, pdfAttachment } from '../../platform/mail/mail-papers.js';
import { PaperArchive } from '../../platform/papers/paper-archive.js';
import { Clock } from '../../shared/clock.js';
import { requireRole } from '../model/payment.access.js';
import type { Invoice } from './invoice.entity.js';
import { invoicePaper } from './invoice.pdf.js';
import { toInvoiceResponse, type InvoiceResponse, type InvoicesQuery } from './invoices.dto.js';
import { InvoicesQueries } from './invoices.queries.js';
import { InvoicesRepository } from './invoices.repository.js';

@Injectable()
export class InvoicesService {
  constructor(
    private readonly db: Database,
    private readonly invoices: InvoicesRepository,
    private readonly queries: InvoicesQueries,
    private readonly audit: AuditTrail,
    private readonly archive: PaperArchive,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  async list(caller: Caller, query: InvoicesQuery): Promise<Page<InvoiceResponse>> {
    const page = await this.queries.ofPayer(caller.id, query);
    return { ...page, items: page.items.map(toInvoiceResponse) };
  }

  /** `NotFound` to everybody but the payer, the organizer and admins. */
  async read(caller: Caller, id: number): Promise<InvoiceResponse> {
    return toInvoiceResponse(await this.visible(caller, id));
  }

  /** The same bytes for the same invoice; `NotFound` as `read`. */
  async asPdf(caller: Caller, id: number): Promise<{ bytes: Buffer; name: string }> {
    return this.draw(await this.visible(caller, id));
  }

  /** Of the payment that a booking counts; null without one. */
  @MailPaper('invoice')
  async forMail(bookingId: number): Promise<Attachment | null> {
    return this.attached(await this.invoices.ofBooking(this.db, bookingId));
  }

  /** For what has a mail of its own, such as a credit note. */
  @MailPaper('issued_invoice')
  async issuedForMail(id: number): Promise<Attachment | null> {
    return this.attached(await this.invoices.find(this.db, id));
  }

  /** Keeps the time of the first call. `NotFound` as `read`. */
  async markAsSent(caller: Caller, id: number): Promise<InvoiceResponse> {
    await this.visible(caller, id);
    return this.db.transaction(async (tx) => {
      if (await this.invoices.markSent(tx, id, this.clock.now()))
        await this.audit.record(tx, {
          actorId: caller.id,
          action: 'payments.invoice_sent',
          subjectType: 'invoice',
          subjectId: id,
        });
      return toInvoiceResponse((await this.invoices.find(tx, id))!);
    });
  }

  private async attached(invoice: Invoice | null): Promise<Attachment | null> {
    if (!invoice) return null;
    const { bytes, name } = await this.draw(invoice);
    return pdfAttachment(name, bytes);
  }

  private async draw(invoice: Invoice): Promise<{ bytes: Buffer; name: string }> {
    const isNote = invoice.kind === 'credit_note';
    const corrected = isNote ? await this.invoices.ofPayment(this.db, invoice.paymentId) : null;
    const paper = invoicePaper(invoice, { siteName: this.config.siteName, corrected });
    const copy = { key: `invoice:${invoice.id}`, version: 'issued', personId: invoice.personId };
    const bytes = await this.archive.pdf({ ...copy, keeping: 'by_law' }, paper);
    return { bytes, name: `${isNote ? 'credit-note' : 'invoice'}-${invoice.invoiceNumber}.pdf` };
  }

  private async visible(caller: Caller, id: number): Promise<Invoice> {
    return requireRole(await this.invoices.find(this.db, id), caller, 'The invoice').thing;
  }
}
