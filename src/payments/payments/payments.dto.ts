import { EnumField, IdField, MoneyField, NestedField, TextField } from '../../platform/http/fields/fields.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import { BuyerRequest } from '../billing/billing.dto.js';
import { METHODS, STATUSES, type PaymentMethod, type PaymentStatus } from '../model/payment.entity.js';

export class PayByLinkRequest {
  @MoneyField({ description: 'Exactly what is due.' })
  amount: string;

  @EnumField(METHODS, {
    example: 'mock',
    description: '`mock` and `credit_card` settle at once in a simulation, where it is offered.',
  })
  method: PaymentMethod;

  @TextField({
    max: 3,
    optional: true,
    example: 'USD',
    description: 'Where given, the currency of the booking.',
  })
  currency?: string;

  @NestedField(() => BuyerRequest, {
    optional: true,
    nullable: true,
    description: 'The buyer whom the invoice names; without it, what you have saved.',
  })
  billing?: BuyerRequest | null;
}

export class PayRequest extends PayByLinkRequest {
  @IdField({ description: 'A booking of yours that is to be paid.' })
  booking: number;
}

@SortedBy(['created_at'])
export class PaymentsQuery extends ListQuery {
  @EnumField(STATUSES, { optional: true, example: 'completed' })
  status?: PaymentStatus;

  @EnumField(METHODS, { optional: true, example: 'mock' })
  method?: PaymentMethod;

  @EnumField(['me', 'everybody'], {
    optional: true,
    example: 'me',
    description: 'Whose: yours by default; `everybody` is for administrators, 403 to others.',
  })
  of?: 'me' | 'everybody';
}
