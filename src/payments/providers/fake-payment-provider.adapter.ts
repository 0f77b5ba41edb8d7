import { Injectable } from '@nestjs/common';
import { newSimulatedReference } from '../payments/transaction-id.rules.js';
import { InvalidSignature } from '../payments.errors.js';
import { PaymentProvider, type ProviderAnswer, type ProviderEvent } from './payment-provider.adapter.js';

/** Moves no real money: everything succeeds at once. */
@Injectable()
export class FakePaymentProvider extends PaymentProvider {
  readonly name = 'simulator';
  readonly isInstant = true;

  async pay(): Promise<ProviderAnswer> {
    return { state: 'completed', reference: newSimulatedReference() };
  }

  check(): Promise<ProviderAnswer> {
    return this.pay();
  }

  refund(): Promise<ProviderAnswer> {
    return this.pay();
  }

  /** It has nothing to tell. */
  async readEvent(): Promise<ProviderEvent> {
    throw new InvalidSignature();
  }
}
