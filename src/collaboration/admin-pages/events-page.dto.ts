import { EnumField, IdField, TextField } from '../../platform/http/fields/fields.js';

export class AdminEventForm {
  @EnumField(['cancel', 'remove'] as const)
  action: 'cancel' | 'remove';

  @IdField()
  id: number;

  @TextField({ max: 500, multiline: true, optional: true })
  reason?: string;
}
