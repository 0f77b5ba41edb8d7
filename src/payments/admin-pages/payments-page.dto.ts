import { EnumField, IdField } from '../../platform/http/fields/fields.js';

export class AdminPaymentForm {
  @EnumField(['refund'] as const)
  action: 'refund';

  @IdField()
  id: number;
}
