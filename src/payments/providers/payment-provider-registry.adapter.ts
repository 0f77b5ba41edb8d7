import { Injectable } from '@nestjs/common';
import { Config } from '../../platform/config/config.js';
import type { PaymentMethod } from '../model/payment.entity.js';
import { PaymentProviderNotConfigured } from '../payments.errors.js';
import type { PaymentProvider } from './payment-provider.adapter.js';
import { FakePaymentProvider } from './fake-payment-provider.adapter.js';
import { StripeProvider } from './stripe.adapter.js';

/** The providers that are configured. */
@Injectable()
export class PaymentProviderRegistry {
  constructor(
    private readonly fake: FakePaymentProvider,
    private readonly stripe: StripeProvider,
    private readonly config: Config,
  ) {}

  /** Null where this installation does not offer the method. */
  forMethod(method: PaymentMethod): PaymentProvider | null {
    if (method !== 'stripe') return this.config.simulatesPayments ? this.fake : null;
    return this.stripe.isConfigured ? this.stripe : null;
  }

  /** By the name that a payment stores, also to refund what is not offered any more; null without its keys. */
  find(name: string): PaymentProvider | null {
    if (name === this.fake.name) return this.fake;
    return name === this.stripe.name && this.stripe.isConfigured ? this.stripe : null;
  }

  /** One that sends webhooks. Refuses with `PaymentProviderNotConfigured` (404). */
  webhookProvider(name: string): PaymentProvider {
    const provider = this.find(name);
    if (!provider || provider.isInstant) throw new PaymentProviderNotConfigured();
    return provider;
  }
}
