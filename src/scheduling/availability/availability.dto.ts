import { Checked } from '../../platform/http/fields/checked.js';
import { field } from '../../platform/http/fields/field.js';
import {
  BooleanField,
  DateField,
  EnumField,
  IdField,
  InstantField,
  IntField,
  PartialOf,
  TextField,
  type FieldOptions,
} from '../../platform/http/fields/fields.js';
import { Refused } from '../../platform/http/fields/field.js';
import { ListQuery, SortedBy } from '../../platform/http/lists/lists.js';
import { overrideProblems, type AvailabilityOverride } from './availability-override.entity.js';
import type { AvailabilityRule } from './availability-rule.entity.js';
import { BLOCK_SOURCES, blockProblems, type BlockedTime } from './blocked-time.entity.js';

const MAX_REASON = 500;
const START = /^(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/;
const END = /^(?:(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?|24:00(?::00)?)$/;

/** A time of day, kept with its seconds. */
function ClockField(pattern: RegExp, options: FieldOptions): PropertyDecorator {
  const refused = new Refused(`Enter a time as HH:MM${pattern === END ? ', up to 24:00' : ''}.`);
  const read = (raw: unknown) => {
    if (typeof raw !== 'string' || !pattern.test(raw)) return refused;
    return raw.length === 5 ? `${raw}:00` : raw;
  };
  return field({ schema: { type: 'string', pattern: pattern.source }, read }, options);
}

const StartField = (options: FieldOptions = {}) => ClockField(START, { example: '09:00:00', ...options });
const EndField = (options: FieldOptions = {}) => ClockField(END, { example: '17:00:00', ...options });
const DayField = () =>
  IntField({ min: 0, max: 7, example: 6, means: 'dayOfWeek', description: '1 is Monday; 0 and 7 are Sunday.' });

export class AvailabilityRuleRequest {
  @DayField()
  day_of_week: number;

  @StartField({ means: 'opens', description: 'By the wall clock of one’s own time zone.' })
  start_time: string;

  @EndField({ means: 'closes', description: 'At or before the start it is on the next day.' })
  end_time: string;
}

export class AvailabilityRuleChangeRequest extends PartialOf(AvailabilityRuleRequest) {}

@SortedBy(['day_of_week', 'start_time'])
export class AvailabilityRulesQuery extends ListQuery {
  @IdField({ optional: true, description: 'Whose; one’s own without it.' })
  user?: number;
}

export class AvailabilityRuleResponse {
  @IdField()
  id: number;

  @IdField()
  user: number;

  @DayField()
  day_of_week: number;

  @StartField()
  start_time: string;

  @EndField()
  end_time: string;
}

@Checked<OverrideRequest>(({ is_available: isAvailable, start_time: opens, end_time: closes }) =>
  isAvailable === undefined ? {} : overrideProblems({ isAvailable, opens, closes }),
)
export class OverrideRequest {
  @DateField({ means: 'onDate', example: '2026-03-24' })
  date: string;

  @BooleanField({ default: true, example: true, description: 'False closes the date: then without times.' })
  is_available: boolean;

  @StartField({ means: 'opens', optional: true })
  start_time?: string;

  @EndField({ means: 'closes', optional: true })
  end_time?: string;

  @TextField({ max: MAX_REASON, default: '', example: 'Only the morning' })
  reason: string;
}

export class DaysQuery extends ListQuery {
  @DateField({ optional: true, description: 'Only what is on this day or later.' })
  start_date?: string;

  @DateField({ optional: true, description: 'Only what is on this day or earlier.', example: '2026-06-01' })
  end_date?: string;
}

@SortedBy(['date', 'start_time', 'created_at'])
export class OverridesQuery extends DaysQuery {}
@SortedBy(['start_time', 'end_time', 'created_at'])
export class BlockedTimesQuery extends DaysQuery {}

export class OverrideResponse {
  @IdField()
  id: number;

  @DateField()
  date: string;

  @BooleanField({ example: true })
  is_available: boolean;

  @StartField({ nullable: true })
  start_time: string | null;

  @EndField({ nullable: true })
  end_time: string | null;

  @TextField({ min: 0, example: 'Only the morning' })
  reason: string;

  @InstantField()
  created_at: Date;
}

@Checked<BlockedTimeRequest>(({ start_time: startsAt, end_time: endsAt }) =>
  blockProblems({ startsAt, endsAt }),
)
export class BlockedTimeRequest {
  @InstantField({ means: 'startsAt', example: '2026-04-01T09:00:00Z' })
  start_time: Date;

  @InstantField({ means: 'endsAt', description: 'After the start.', example: '2026-04-01T17:00:00Z' })
  end_time: Date;

  @TextField({ max: MAX_REASON, default: '', example: 'Dentist' })
  reason: string;
}

export class BlockedTimeResponse {
  @IdField()
  id: number;

  @InstantField()
  start_time: Date;

  @InstantField({ example: '2026-03-01T17:00:00Z' })
  end_time: Date;

  @TextField({ min: 0, example: 'Dentist' })
  reason: string;

  @EnumField(BLOCK_SOURCES, { example: 'manual' })
  source: string;

  @InstantField()
  created_at: Date;
}

type RuleRow = Omit<AvailabilityRule, 'change'>;

export function toRuleResponse({ id, ownerId, dayOfWeek, opens, closes }: RuleRow): AvailabilityRuleResponse {
  return { id, user: ownerId, day_of_week: dayOfWeek, start_time: opens, end_time: closes };
}

export function toOverrideResponse(override: AvailabilityOverride): OverrideResponse {
  const { id, onDate, opens, closes, reason, createdAt } = override;
  return {
    id,
    date: onDate,
    is_available: opens !== null,
    start_time: opens,
    end_time: closes,
    reason,
    created_at: createdAt,
  };
}

export function toBlockedTimeResponse(blocked: BlockedTime): BlockedTimeResponse {
  const { id, startsAt, endsAt, reason, source, createdAt } = blocked;
  return { id, start_time: startsAt, end_time: endsAt, reason, source, created_at: createdAt };
}
