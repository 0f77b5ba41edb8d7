import { Checked } from '../../platform/http/fields/checked.js';
import { EmailField, EnumField, InstantField, TextField } from '../../platform/http/fields/fields.js';
import { isTimeZone } from '../../shared/local-days.js';
import { ACTIONS, type Action } from '../manage/manageable.policy.js';

const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?$/;
const REQUIRED = ['This field is required.'];

/** An action of a managed appointment, with times as browsers send them. */
@Checked<ManageForm>(({ action, start_time, local_start, timezone, name, email }, { isAtFault }) => {
  if (timezone !== undefined && !isTimeZone(timezone)) return { timezone: ['This is no time zone.'] };
  if (action === 'reschedule')
    return start_time || local_start || isAtFault('local_start') ? {} : { local_start: REQUIRED };
  if (action !== 'add_attendee') return {};
  return {
    name: name || isAtFault('name') ? undefined : REQUIRED,
    email: email || isAtFault('email') ? undefined : REQUIRED,
  };
})
export class ManageForm {
  @EnumField(ACTIONS)
  action: Action;

  @TextField({ max: 1000, multiline: true, optional: true })
  reason?: string;

  @InstantField({ optional: true })
  start_time?: Date;

  @TextField({ max: 19, pattern: LOCAL, optional: true, description: 'By the clock of `timezone`.' })
  local_start?: string;

  @TextField({ max: 64, optional: true })
  timezone?: string;

  @TextField({ max: 200, optional: true })
  name?: string;

  @EmailField({ optional: true })
  email?: string;
}
