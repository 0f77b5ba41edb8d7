import { Checked } from '../../platform/http/fields/checked.js';
import { EmailField, EnumField, InstantField, TextField } from '../../platform/http/fields/fields.js';
import { AVAILABLE_ACTIONS, type AvailableAction } from '../manage/manageable.policy.js';

const REQUIRED = ['This field is required.'];

/** An action of a managed appointment. */
@Checked<ManageForm>(({ action, start_time, name, email }, { isAtFault }) => {
  if (action === 'reschedule')
    return { start_time: start_time || isAtFault('start_time') ? undefined : REQUIRED };
  if (action !== 'add_attendee') return {};
  return {
    name: name || isAtFault('name') ? undefined : REQUIRED,
    email: email || isAtFault('email') ? undefined : REQUIRED,
  };
})
export class ManageForm {
  @EnumField(AVAILABLE_ACTIONS)
  action: AvailableAction;

  @TextField({ max: 20, optional: true, description: 'Of `pay`.' })
  method?: string;

  @TextField({ max: 1000, multiline: true, optional: true })
  reason?: string;

  @InstantField({ optional: true })
  start_time?: Date;

  @TextField({ max: 200, optional: true })
  name?: string;

  @EmailField({ optional: true })
  email?: string;
}
