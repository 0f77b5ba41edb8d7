import { EnumField, IdField, MoneyField, TextField } from '../../platform/http/fields/fields.js';
import { ListQuery } from '../../platform/http/lists/lists.js';
import { METHODS, STATUSES, type PaymentMethod, type PaymentStatus } from '../model/payment.entity.js';

export class PayRequest {
  @IdField({ description: 'A booking of yours that is to be paid.' })
  booking: number;

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
}

export class PaymentsQuery extends ListQuery {
  @EnumField(STATUSES, { optional: true, example: 'completed' })
  status?: PaymentStatus;

  @EnumField(METHODS, { optional: true, example: 'mock' })
  method?: PaymentMethod;
}
