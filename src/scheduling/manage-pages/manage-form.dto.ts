import { Checked } from '../../platform/http/fields/checked.js';
import { asInstant } from '../../platform/http/fields/field-conversions.js';
import { EmailField, EnumField, InstantField, TextField } from '../../platform/http/fields/fields.js';
import type { FieldErrors } from '../../shared/errors.js';
import { isTimeZone } from '../../shared/local-days.js';
import { isTooFarAway } from '../../shared/time-range.js';
import { AVAILABLE_ACTIONS, type AvailableAction } from '../manage/manageable.policy.js';

const REQUIRED = ['This field is required.'];

/** An action of a managed appointment, with times as browsers send them. */
@Checked<ManageForm>(({ action, start_time, local_start, timezone, name, email }, { isAtFault }) => {
  if (timezone !== undefined && !isTimeZone(timezone)) return { timezone: ['This is no time zone.'] };
  if (action === 'reschedule')
    return start_time || isAtFault('local_start') ? {} : problemsOfLocal(local_start);
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

  @TextField({ max: 19, optional: true, description: 'By the clock of `timezone`.' })
  local_start?: string;

  @TextField({ max: 64, optional: true })
  timezone?: string;

  @TextField({ max: 200, optional: true })
  name?: string;

  @EmailField({ optional: true })
  email?: string;
}

/** What its clock shows, in milliseconds as if it were UTC; undefined for what no calendar has. */
export function wallTimeOf(local: string): number | undefined {
  const read = asInstant(`${local}Z`);
  return read instanceof Date && !isTooFarAway(read) ? read.getTime() : undefined;
}

function problemsOfLocal(local: string | undefined): FieldErrors {
  if (local === undefined) return { local_start: REQUIRED };
  return wallTimeOf(local) === undefined ? { local_start: ['Enter a date and time.'] } : {};
}
