import { Injectable } from '@nestjs/common';
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
  ) {}

  forMethod(method: PaymentMethod): PaymentProvider | null {
    if (method !== 'stripe') return this.fake;
    return this.stripe.isConfigured ? this.stripe : null;
  }

  /** By the name that a payment stores; null where it is not configured any more. */
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
