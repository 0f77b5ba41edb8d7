import { Injectable } from '@nestjs/common';
import { IdentityApi, type TrailEntry } from '../../identity/identity.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import type { Page } from '../../platform/http/lists/lists.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import { ofFifty, openedIn } from '../../platform/pages/page-lists.js';
import type { PageBodies } from '../../platform/pages/page.js';
import type { PaymentResponse } from '../model/payment.dto.js';
import { PaymentsQuery } from '../payments/payments.dto.js';
import { PaymentsService } from '../payments/payments.service.js';
import { RefundsService } from '../refunds/refunds.service.js';
import type { AdminPaymentForm } from './payments-page.dto.js';

interface AdminPayments {
  list: Page<PaymentResponse>;
  opened: { payment: PaymentResponse; trail: TrailEntry[] } | null;
}

/** Everybody's payments, and one of them beside the list. */
@Injectable()
export class AdminPaymentsPageService implements PageBodies {
  constructor(
    private readonly payments: PaymentsService,
    private readonly refunds: RefundsService,
    private readonly identity: IdentityApi,
  ) {}

  async read(caller: Caller, query: PaymentsQuery, id: number | null): Promise<AdminPayments> {
    const list = await this.payments.list(caller, Object.assign(ofFifty(query), { of: 'everybody' as const }));
    if (id === null) return { list, opened: null };
    const payment = await this.payments.read(caller, id);
    return { list, opened: { payment, trail: await this.identity.trailOf('payment', id) } };
  }

  bodyOf(request: PlatformRequest): Promise<AdminPayments> {
    return this.read(request.caller!, new PaymentsQuery(), openedIn(request));
  }

  /** Refuses as `POST payments/{id}/refund`. */
  async submit(caller: Caller, { id }: AdminPaymentForm): Promise<SeeOther> {
    await this.refunds.refund(caller, id);
    return new SeeOther(`/admin/payments?open=${id}&done=refund`);
  }
}
