import { Injectable } from '@nestjs/common';
import { BookingApi } from '../../booking/booking.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { PaperArchive } from '../../platform/papers/paper-archive.js';
import { Clock } from '../../shared/clock.js';
import { NotFound } from '../../shared/errors.js';
import type { Invoice } from '../invoices/invoice.entity.js';
import { InvoicesRepository } from '../invoices/invoices.repository.js';
import { PaymentsService } from '../payments/payments.service.js';
import { receiptPaper } from './receipt.pdf.js';
import { toReceiptResponse, type ReceiptResponse } from './receipts.dto.js';

@Injectable()
export class ReceiptsService {
  constructor(
    private readonly db: Database,
    private readonly payments: PaymentsService,
    private readonly invoices: InvoicesRepository,
    private readonly booking: BookingApi,
    private readonly archive: PaperArchive,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {}

  /** `NotFound` to everybody but the payer, the organizer and admins, and as long as nothing was paid. */
  async read(caller: Caller, paymentId: number): Promise<ReceiptResponse> {
    return (await this.load(caller, paymentId)).receipt;
  }

  /** The same bytes for ever; `NotFound` as `read`. */
  async asPdf(caller: Caller, paymentId: number): Promise<{ bytes: Buffer; name: string }> {
    const { receipt, invoice } = await this.load(caller, paymentId);
    const paper = receiptPaper(receipt, invoice.issuedBy, this.config.siteName);
    const copy = { key: `receipt:${invoice.id}`, version: 'issued', personId: invoice.personId };
    const bytes = await this.archive.pdf({ ...copy, keeping: 'by_law' }, paper);
    return { bytes, name: `receipt-${receipt.receipt_number}.pdf` };
  }

  private async load(
    caller: Caller,
    paymentId: number,
  ): Promise<{ receipt: ReceiptResponse; invoice: Invoice }> {
    const payment = await this.payments.read(caller, paymentId);
    const viewer = { caller, now: this.clock.now() };
    const invoice = await this.invoices.ofPayment(this.db, paymentId);
    const booking = await this.booking.describe(this.db, payment.booking, payment.user_name, viewer);
    if (!invoice || !booking) throw new NotFound('The receipt');
    return { receipt: toReceiptResponse(invoice, payment, booking), invoice };
  }
}
