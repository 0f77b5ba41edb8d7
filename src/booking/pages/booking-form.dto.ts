import { EnumField, TextField } from '../../platform/http/fields/fields.js';

const ACTIONS = ['cancel', 'confirm', 'pay', 'no_show', 'no_show_back'] as const;

export class BookingActionForm {
  @EnumField(ACTIONS)
  action: (typeof ACTIONS)[number];

  @TextField({ max: 50, optional: true, description: 'How it is paid.' })
  method?: string;

  @TextField({ max: 2_000, optional: true, description: 'Where on this site to go on.' })
  next?: string;
}
