import { SlotUnavailable } from '../../booking/booking.errors.js';
import { field } from '../../platform/http/fields/field.js';
import {
  BooleanField,
  EnumField,
  IdField,
  InstantField,
  NestedField,
  TextField,
} from '../../platform/http/fields/fields.js';
import {
  REFUSAL_REASONS,
  type Refusal,
  type RefusalReason,
  type RuleBehind,
} from './slot-explanation.policy.js';

const RULE_TYPES = [
  'clock',
  'limit',
  'override',
  'weekly_rule',
  'grid',
  'busy',
  'booking',
  'blocked_time',
  'calendar',
] as const;
const FROM_BUSY_TIME: ReadonlySet<RefusalReason> = new Set(['BUSY', 'BUFFER']);

const MESSAGES: Record<RefusalReason, string> = {
  PAST: 'This time has begun or is over.',
  NOTICE: 'It is too short a notice.',
  WINDOW: 'It is outside the dates that can be booked.',
  SEATS: 'There are not enough seats.',
  OVERRIDE_CLOSED: 'It is outside the hours of that date.',
  OUTSIDE_RULES: 'It is outside the weekly hours.',
  BUSY: 'The organizer is busy then.',
  BUFFER: 'It is too close to something else.',
  OFF_GRID: 'Nothing starts at that time.',
  LIMIT_REACHED: 'There are enough bookings in that day or week already.',
};

export class SlotRuleResponse {
  @EnumField(RULE_TYPES, { example: 'limit' })
  type: string;

  @IdField({ nullable: true, example: null })
  id: number | null;

  @TextField({ nullable: true, example: 'minimum_notice' })
  limit: string | null;

  @field(
    { schema: { oneOf: [{ type: 'integer' }, { type: 'string' }, { type: 'null' }] }, rules: [] },
    { example: 60, description: 'Minutes, a number or a date, as the limit has it.' },
  )
  value: number | string | null;

  @InstantField({ nullable: true })
  start_time: Date | null;

  @InstantField({ nullable: true, example: null })
  end_time: Date | null;
}

export class FreeStartResponse {
  @InstantField({ example: '2026-03-02T09:00:00Z' })
  start_time: Date;
}

export class SlotExplanationResponse {
  @InstantField()
  start_time: Date;

  @BooleanField({ example: false })
  offered: boolean;

  @EnumField(REFUSAL_REASONS, { nullable: true, example: 'NOTICE', description: 'The first that holds.' })
  reason: RefusalReason | null;

  @TextField({ example: MESSAGES.NOTICE })
  message: string;

  @NestedField(() => SlotRuleResponse, { nullable: true })
  rule: SlotRuleResponse | null;

  @NestedField(() => FreeStartResponse, { many: true, description: 'Up to three later ones.' })
  next_free: FreeStartResponse[];
}

interface Explained {
  at: number;
  refusal: Refusal | null;
  nextFree: readonly number[];
  /** Hosts and admins learn what stands in the way. */
  seesBusy: boolean;
}

export function toSlotExplanation({ at, refusal, nextFree, seesBusy }: Explained): SlotExplanationResponse {
  const isHidden = refusal !== null && FROM_BUSY_TIME.has(refusal.reason) && !seesBusy;
  return {
    start_time: new Date(at),
    offered: refusal === null,
    reason: refusal?.reason ?? null,
    message: refusal ? MESSAGES[refusal.reason] : 'This time can be booked.',
    rule: refusal && toRule(isHidden ? { ...refusal.rule, ...HIDDEN } : refusal.rule),
    next_free: nextFree.map((start) => ({ start_time: new Date(start) })),
  };
}

/** 409 `SLOT_UNAVAILABLE` with why, and what is free instead. */
export function slotUnavailable(explanation: SlotExplanationResponse): SlotUnavailable {
  return Object.assign(new SlotUnavailable([], explanation.message), { details: explanation });
}

const HIDDEN = { type: 'busy', id: null, from: null, until: null } as const;

function toRule(rule: Omit<RuleBehind, 'type'> & { type: string }): SlotRuleResponse {
  const { type, id, limit, value, from, until } = rule;
  return { type, id, limit, value, start_time: toDate(from), end_time: toDate(until) };
}

function toDate(instant: number | null): Date | null {
  return instant === null ? null : new Date(instant);
}
