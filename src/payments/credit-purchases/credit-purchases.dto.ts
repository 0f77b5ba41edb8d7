import { Checked } from '../../platform/http/fields/checked.js';
import {
  BooleanField,
  EnumField,
  IdField,
  InstantField,
  IntField,
  MoneyField,
  NestedField,
  TextField,
} from '../../platform/http/fields/fields.js';
import type { FieldErrors } from '../../shared/errors.js';
import { centsFrom, decimalFrom } from '../../shared/money.js';
import { CreditEntryResponse } from '../credits/credits.dto.js';
import { CENTS_PER_CREDIT } from '../credits/credits.rules.js';
import { METHODS, type PaymentMethod } from '../model/payment.entity.js';
import { PURCHASE_STATUSES, type CreditPurchase, type PurchaseStatus } from './credit-purchase.entity.js';

@Checked<CreditPurchaseRequest>(({ amount, credits_to_purchase: credits }) =>
  amount === undefined || credits === undefined
    ? {}
    : (priceProblems({ amount, credits_to_purchase: credits }) ?? {}),
)
export class CreditPurchaseRequest {
  @EnumField(METHODS, {
    example: 'credit_card',
    means: 'method',
    description: '`mock` and `credit_card` settle at once in a simulation, where it is offered.',
  })
  payment_method: PaymentMethod;

  @MoneyField({ example: '10.00', description: 'One dollar for each credit.' })
  amount: string;

  @IntField({ min: 1, max: 1000, means: 'credits', example: 10 })
  credits_to_purchase: number;
}

export function priceProblems({
  amount,
  credits_to_purchase: credits,
}: Pick<CreditPurchaseRequest, 'amount' | 'credits_to_purchase'>): FieldErrors | undefined {
  if (centsFrom(amount) === credits * CENTS_PER_CREDIT) return undefined;
  return { amount: ['One credit costs 1.00 USD.'] };
}

export class CreditPaymentResponse {
  @IdField()
  id: number;

  @IdField()
  user: number;

  @EnumField(METHODS, { example: 'credit_card' })
  payment_method: PaymentMethod;

  @MoneyField({ example: '10.00' })
  amount: string;

  @TextField({ example: 'USD' })
  currency: string;

  @EnumField(PURCHASE_STATUSES, { example: 'completed' })
  status: PurchaseStatus;

  @IntField({ min: 1, example: 10 })
  credits_purchased: number;

  @TextField({ example: 'sim_0f3c5a7e9b1d2f4a6c8e0b1d' })
  transaction_id: string;

  @TextField({ nullable: true, example: null, description: 'Why it failed.' })
  failure_reason: string | null;

  @TextField({
    nullable: true,
    example: null,
    description: 'The provider’s page to pay on, while it is pending.',
  })
  checkout_url: string | null;

  @InstantField()
  created_at: Date;
}

export class CreditPurchaseResponse {
  @BooleanField({ example: true, description: 'False where the provider refused.' })
  success: boolean;

  @NestedField(() => CreditPaymentResponse)
  payment: CreditPaymentResponse;

  @NestedField(() => CreditEntryResponse, { nullable: true, description: 'Null until it is paid.' })
  transaction: CreditEntryResponse | null;

  @IntField({ min: 0, example: 14 })
  new_balance: number;
}

export function toCreditPaymentResponse(purchase: CreditPurchase): CreditPaymentResponse {
  return {
    id: purchase.id,
    user: purchase.personId,
    payment_method: purchase.method,
    amount: decimalFrom(purchase.amountCents),
    currency: purchase.currency,
    status: purchase.status,
    credits_purchased: purchase.credits,
    transaction_id: purchase.referenceNumber || purchase.transactionId,
    failure_reason: purchase.failureReason,
    checkout_url: purchase.checkoutUrl,
    created_at: purchase.createdAt,
  };
}
