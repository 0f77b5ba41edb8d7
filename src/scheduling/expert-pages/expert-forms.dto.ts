import { Checked } from '../../platform/http/fields/checked.js';
import { asInstant } from '../../platform/http/fields/field-conversions.js';
import {
  DateField,
  EnumField,
  IdField,
  InstantField,
  IntField,
  NumberField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { isTimeZone } from '../../shared/local-days.js';
import { isTooFarAway } from '../../shared/time-range.js';

const LENGTHS = { min: 15, max: 240 };
const MOST_CREDITS = 1_000;
const REQUIRED = ['This field is required.'];
const NO_TIME = ['Enter a date and time.'];
const knownZone = (zone: string | undefined) =>
  zone === undefined || isTimeZone(zone) ? undefined : ['This is no time zone.'];

/** The filters of `GET experts`, with a time as browsers send it. */
@Checked<ExpertsPageQuery>(({ free_at, timezone }) => ({
  free_at: free_at === undefined || wallTimeOf(free_at) !== undefined ? undefined : NO_TIME,
  timezone: knownZone(timezone),
}))
export class ExpertsPageQuery {
  @IdField({ optional: true })
  category?: number;

  @TextField({ max: 100, optional: true })
  skill?: string;

  @NumberField({ min: 0, max: 5, optional: true })
  min_rating?: number;

  @TextField({ max: 19, optional: true })
  free_at?: string;

  @TextField({ max: 64, optional: true })
  timezone?: string;

  @IntField({ min: 1, max: 1_000_000, default: 1 })
  page: number;
}

@Checked<ExpertPageQuery>(({ timezone }) => ({ timezone: knownZone(timezone) }))
export class ExpertPageQuery {
  @DateField({ optional: true, description: 'The first of seven days.' })
  date?: string;

  @IntField({ ...LENGTHS, default: 60 })
  duration: number;

  @InstantField({ optional: true, description: 'A start that was chosen.' })
  start_time?: Date;

  @TextField({ max: 64, optional: true })
  timezone?: string;
}

/** `POST meetings`, with a time as browsers send it, and what is set aside for it next. */
@Checked<MeetingForm>(({ start_time, local_start, timezone }, { isAtFault }) => {
  if (start_time || isAtFault('local_start')) return { timezone: knownZone(timezone) };
  const isTime = local_start !== undefined && wallTimeOf(local_start) !== undefined;
  return {
    timezone: knownZone(timezone),
    local_start: isTime ? undefined : local_start === undefined ? REQUIRED : NO_TIME,
  };
})
export class MeetingForm {
  @TextField({ max: 200 })
  title: string;

  @TextField({ max: 5000, multiline: true, optional: true, default: '' })
  description: string;

  @IdField({ means: 'category' })
  category_id: number;

  @IntField({ ...LENGTHS, means: 'endsAt' })
  duration: number;

  @InstantField({ optional: true })
  start_time?: Date;

  @TextField({ max: 19, optional: true, means: 'startsAt', description: 'By the clock of `timezone`.' })
  local_start?: string;

  @TextField({ max: 64, optional: true })
  timezone?: string;

  @IntField({ min: 0, max: MOST_CREDITS, default: 0 })
  credits: number;
}

export const MEETING_ACTIONS = ['confirmed', 'cancelled', 'completed', 'review'] as const;

/** A status of `PATCH meetings/{id}/update_status`, or a review. */
@Checked<MeetingActionForm>(({ action, rating }, { isAtFault }) =>
  action !== 'review' || rating !== undefined || isAtFault('rating') ? {} : { rating: REQUIRED },
)
export class MeetingActionForm {
  @EnumField(MEETING_ACTIONS)
  action: (typeof MEETING_ACTIONS)[number];

  @IntField({ min: 1, max: 5, optional: true })
  rating?: number;

  @TextField({ max: 5000, multiline: true, optional: true, default: '' })
  review: string;
}

/** What its clock shows, in milliseconds as if it were UTC; undefined for what no calendar has. */
export function wallTimeOf(local: string): number | undefined {
  const read = asInstant(`${local}Z`);
  return read instanceof Date && !isTooFarAway(read) ? read.getTime() : undefined;
}
