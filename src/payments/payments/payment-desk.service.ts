import { Injectable } from '@nestjs/common';
import { PaymentDesk, type AmountDue, type PaymentPaper, type PaymentStart } from '../../booking/sales.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Database } from '../../platform/database/database.js';
import { InvalidInput } from '../../shared/errors.js';
import { InvoicesQuery } from '../invoices/invoices.dto.js';
import { InvoicesService } from '../invoices/invoices.service.js';
import type { PaymentResponse } from '../model/payment.dto.js';
import { METHODS, type PaymentMethod } from '../model/payment.entity.js';
import { PaymentsRepository } from '../model/payments.repository.js';
import { PaymentPending } from '../payments.errors.js';
import { PaymentProviderRegistry } from '../providers/payment-provider-registry.adapter.js';
import { PaymentsService } from './payments.service.js';

const PAPERS_SHOWN = 20;

@Injectable()
export class PaymentDeskService extends PaymentDesk {
  constructor(
    private readonly db: Database,
    private readonly service: PaymentsService,
    private readonly payments: PaymentsRepository,
    private readonly invoices: InvoicesService,
    private readonly providers: PaymentProviderRegistry,
  ) {
    super();
  }

  methods(): readonly PaymentMethod[] {
    return METHODS.filter((method) => this.providers.forMethod(method) !== null);
  }

  pay(caller: Caller, booking: number, due: AmountDue, method: string): Promise<PaymentStart> {
    return this.begin(this.service.pay(caller, { booking, ...due, method: this.offered(method) }));
  }

  payByLink(token: string, due: AmountDue, method: string): Promise<PaymentStart> {
    return this.begin(this.service.payByLink(token, { ...due, method: this.offered(method) }));
  }

  async papersOf(caller: Caller, booking: number): Promise<PaymentPaper[]> {
    const query = Object.assign(new InvoicesQuery(), {
      booking,
      page_size: PAPERS_SHOWN,
      ordering: 'issued_at',
    });
    const { items } = await this.invoices.list(caller, query);
    return items.map(({ id, kind, invoice_number: number, seller }) => ({
      ...{ id, number },
      kind: kind === 'credit_note' ? kind : seller ? 'invoice' : 'receipt',
    }));
  }

  private offered(method: string): PaymentMethod {
    const found = this.methods().find((one) => one === method);
    if (!found) throw new InvalidInput({ method: ['This method is not offered here.'] });
    return found;
  }

  private async begin(paying: Promise<PaymentResponse>): Promise<PaymentStart> {
    try {
      const { status, checkout_url: checkoutUrl } = await paying;
      if (status === 'failed' || status === 'pending') return { status, checkoutUrl };
      return { status: 'completed', checkoutUrl: null };
    } catch (error) {
      if (!(error instanceof PaymentPending)) throw error;
      const pending = await this.payments.find(this.db, error.paymentId);
      return { status: 'pending', checkoutUrl: pending?.checkoutUrl ?? null };
    }
  }
}
