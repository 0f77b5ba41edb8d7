import { Injectable } from '@nestjs/common';
import type { PaymentMethod } from '../model/payment.entity.js';
import { ProviderNotConfigured } from '../payments.errors.js';
import type { PaymentProvider } from './payment-provider.adapter.js';
import { FakePaymentProvider } from './fake-payment-provider.adapter.js';
import { StripeProvider } from './stripe.adapter.js';

/** Who moves the money of which method, as far as it is configured. */
@Injectable()
export class PaymentProviderRegistry {
  constructor(
    private readonly simulator: FakePaymentProvider,
    private readonly stripe: StripeProvider,
  ) {}

  /** Null where the method's provider is not configured. */
  forMethod(method: PaymentMethod): PaymentProvider | null {
    if (method !== 'stripe') return this.simulator;
    return this.stripe.isConfigured ? this.stripe : null;
  }

  /** By the name that a payment keeps; null where it is not configured any more. */
  find(name: string): PaymentProvider | null {
    if (name === this.simulator.name) return this.simulator;
    return name === this.stripe.name && this.stripe.isConfigured ? this.stripe : null;
  }

  /** One that tells by webhooks. Refuses with `ProviderNotConfigured` (404). */
  webhookProvider(name: string): PaymentProvider {
    const provider = this.find(name);
    if (!provider || provider.isInstant) throw new ProviderNotConfigured();
    return provider;
  }
}
