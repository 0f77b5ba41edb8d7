import { EnumField } from '../../platform/http/fields/fields.js';

export class BookingActionForm {
  @EnumField(['cancel', 'confirm'] as const)
  action: 'cancel' | 'confirm';
}
