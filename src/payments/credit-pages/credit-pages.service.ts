import { Injectable } from '@nestjs/common';
import type { Caller } from '../../platform/auth/caller.js';
import { SeeOther } from '../../platform/http/pipeline/json-text.js';
import type { PlatformRequest } from '../../platform/http/request/platform-request.js';
import type { PageBodies } from '../../platform/pages/page.js';
import { decimalFrom } from '../../shared/money.js';
import type { PurchaseStatus } from '../credit-purchases/credit-purchase.entity.js';
import { CreditPurchasesService } from '../credit-purchases/credit-purchases.service.js';
import { CreditEntriesQuery, type CreditEntryResponse } from '../credits/credits.dto.js';
import { CENTS_PER_CREDIT } from '../credits/credits.rules.js';
import { CreditsService } from '../credits/credits.service.js';
import { METHODS, type PaymentMethod } from '../model/payment.entity.js';
import { PaymentProviderRegistry } from '../providers/payment-provider-registry.adapter.js';
import type { CreditsForm } from './credit-forms.dto.js';

const A_PAGE = 20;
const HERE = '/account/credits';

interface Credits {
  balance: number;
  entries: CreditEntryResponse[];
  page: number;
  has_more: boolean;
  methods: PaymentMethod[];
  last_purchase: PurchaseStatus | null;
}

/** One's credits in the account: how many, where they came from, and more of them. */
@Injectable()
export class CreditPagesService implements PageBodies {
  constructor(
    private readonly credits: CreditsService,
    private readonly purchases: CreditPurchasesService,
    private readonly providers: PaymentProviderRegistry,
  ) {}

  async read(caller: Caller, page = 1): Promise<Credits> {
    const { balance } = await this.credits.balance(caller);
    const query = Object.assign(new CreditEntriesQuery(), { page, page_size: A_PAGE });
    const { items, offset, total } = await this.credits.entries(caller, query);
    const methods = METHODS.filter((method) => method !== 'mock' && this.providers.forMethod(method) !== null);
    const last_purchase = await this.purchases.lastStatus(caller);
    return { balance, entries: items, page, has_more: offset + items.length < total, methods, last_purchase };
  }

  bodyOf({ caller }: PlatformRequest): Promise<Credits> {
    return this.read(caller!);
  }

  /** Refuses as `POST payments/purchase_credits`; leads to the provider’s page where one has to pay there. */
  async buy(caller: Caller, { credits, method }: CreditsForm): Promise<SeeOther> {
    const { success, payment } = await this.purchases.purchase(caller, {
      ...{ payment_method: method, credits_to_purchase: credits },
      amount: decimalFrom(credits * CENTS_PER_CREDIT),
    });
    if (payment.checkout_url) return new SeeOther(payment.checkout_url);
    return new SeeOther(`${HERE}?done=${success ? 'bought' : 'declined'}`);
  }
}
