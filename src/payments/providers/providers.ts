import { Injectable } from '@nestjs/common';
import type { PaymentMethod } from '../payments/payment.entity.js';
import { ProviderNotConfigured } from '../payments.errors.js';
import type { PaymentProvider } from './payment-provider.js';
import { Simulator } from './simulator.js';
import { StripeProvider } from './stripe.js';

/** Who moves the money of which method, as far as it is configured. */
@Injectable()
export class Providers {
  constructor(
    private readonly simulator: Simulator,
    private readonly stripe: StripeProvider,
  ) {}

  /** Null where the method's provider is not configured. */
  ofMethod(method: PaymentMethod): PaymentProvider | null {
    if (method !== 'stripe') return this.simulator;
    return this.stripe.isConfigured ? this.stripe : null;
  }

  /** By the name that a payment keeps; null where it is not configured any more. */
  find(name: string): PaymentProvider | null {
    if (name === this.simulator.name) return this.simulator;
    return name === this.stripe.name && this.stripe.isConfigured ? this.stripe : null;
  }

  /** One that tells by webhooks. Refuses with `ProviderNotConfigured` (404). */
  telling(name: string): PaymentProvider {
    const provider = this.find(name);
    if (!provider || provider.isInstant) throw new ProviderNotConfigured();
    return provider;
  }
}
