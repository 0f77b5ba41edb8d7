import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InvalidSignature } from '../payments.errors.js';
import { PaymentProvider, type ProviderAnswer, type ProviderEvent } from './payment-provider.adapter.js';

/** Moves no real money, and says yes at once: payments by `mock` and `credit_card`. */
@Injectable()
export class FakePaymentProvider extends PaymentProvider {
  readonly name = 'simulator';
  readonly isInstant = true;

  async pay(): Promise<Extract<ProviderAnswer, { state: 'completed' }>> {
    return { state: 'completed', reference: `sim_${randomBytes(12).toString('hex')}` };
  }

  check(): Promise<ProviderAnswer> {
    return this.pay();
  }

  refund(): Promise<ProviderAnswer> {
    return this.pay();
  }

  async refundsOf(): Promise<[]> {
    return [];
  }

  async readEvent(): Promise<ProviderEvent> {
    throw new InvalidSignature();
  }
}
