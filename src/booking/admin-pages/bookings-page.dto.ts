import { EnumField, IdField } from '../../platform/http/fields/fields.js';

export class AdminBookingForm {
  @EnumField(['cancel', 'confirm'] as const)
  action: 'cancel' | 'confirm';

  @IdField()
  id: number;
}
