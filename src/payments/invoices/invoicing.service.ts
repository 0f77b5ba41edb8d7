import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Outbox } from '../../platform/events/outbox.js';
import { Clock } from '../../shared/clock.js';
import type { Payment } from '../model/payment.entity.js';
import { InvoiceIssued } from '../payments.events.js';
import type { Refund } from '../model/refund.entity.js';
import type { Invoice } from './invoice.entity.js';
import { InvoicesRepository, type Parties, type Sale } from './invoices.repository.js';

/** Issue last in a use case: the number of the seller's series stays locked until the commit. */
@Injectable()
export class InvoicingService {
  constructor(
    private readonly invoices: InvoicesRepository,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  async issue(tx: Tx, payment: Payment, sale: Parties & Sale): Promise<Invoice> {
    const { title, quantity, amountCents } = payment;
    const unitCents = Math.round(amountCents / quantity);
    const isEven = unitCents * quantity === amountCents;
    const line = isEven ? { quantity, unitCents } : { quantity: 1, unitCents: amountCents };
    const lines = [{ description: title || 'Booking', ...line, amountCents }];
    const invoice = await this.invoices.issue(tx, payment, sale, lines, this.clock.now());
    return this.publish(tx, payment, invoice);
  }

  async credit(tx: Tx, payment: Payment, refund: Refund): Promise<Invoice> {
    const cents = -refund.amountCents;
    const description = `Refund: ${payment.title || 'Booking'}`;
    const lines = [{ description, quantity: 1, unitCents: cents, amountCents: cents }];
    const note = await this.invoices.credit(tx, refund, payment, lines, this.clock.now());
    return this.publish(tx, payment, note);
  }

  private async publish(tx: Tx, payment: Payment, invoice: Invoice): Promise<Invoice> {
    const { id: invoiceId, invoiceNumber, kind: invoiceKind } = invoice;
    const { payload, applied } = payment;
    await this.outbox.publish(tx, InvoiceIssued, {
      ...{ ...payload, invoiceId, invoiceNumber, invoiceKind, applied },
    });
    return invoice;
  }
}
