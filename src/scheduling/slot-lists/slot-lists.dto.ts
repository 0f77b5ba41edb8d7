import {
  BooleanField,
  DateField,
  InstantField,
  IntField,
  NestedField,
  NumberField,
  TextField,
} from '../../platform/http/fields/fields.js';
import { Checked } from '../../platform/http/fields/checked.js';
import { UUID } from '../../shared/texts.js';
import { EventTypeSummaryResponse, OrganizerSummaryResponse } from '../event-types/published-types.dto.js';
import { SlotExplanationResponse } from '../slots/slot-explanation.dto.js';
import { dayProblems, MAX_DAYS } from './asked-days.policy.js';

const MAX_SLOTS = MAX_DAYS * 27 * 60;

@Checked<SlotsQuery>(dayProblems)
export class SlotsQuery {
  @DateField({ optional: true, example: '2026-03-02', description: 'A day of `timezone`; today without it.' })
  start_date?: string;

  @DateField({
    ...{ optional: true, example: '2026-03-08' },
    description: `Included; six days later without it, ${MAX_DAYS} days in all at most.`,
  })
  end_date?: string;

  @TextField({
    ...{ optional: true, max: 64, example: 'Europe/Berlin' },
    description: 'Whose days are asked for; else `X-Timezone`, else the organizer’s.',
  })
  timezone?: string;

  @IntField({ min: 1, max: 100_000, default: 1, description: 'How many seats.' })
  attendee_count: number;

  @IntField({ min: 1, max: 1440, optional: true, example: 30, description: 'In minutes; one that is offered.' })
  duration?: number;

  @InstantField({
    ...{ optional: true, example: '2026-03-02T09:00:00Z' },
    description: 'A start, on whatever day: whether it is offered, and if not, why.',
  })
  explain?: Date;

  @TextField({
    ...{ optional: true, pattern: UUID, max: 36 },
    description: 'The `access_token` of a booking that is about to move: it takes no time and no seats.',
  })
  reschedule?: string;
}

export class CalculatedSlotsQuery extends SlotsQuery {
  @TextField({
    ...{ optional: true, max: 200, example: 'intro' },
    description: 'The slug of an event type; the organizer’s bare time without it.',
  })
  event_type?: string;
}

export class FreeSlotResponse {
  @InstantField({ example: '2026-03-02T09:00:00.000Z' })
  start_time: string;

  @InstantField({ example: '2026-03-02T09:30:00.000Z' })
  end_time: string;

  @InstantField({ example: '2026-03-02T10:00:00+01:00', description: 'By the clock of `timezone`.' })
  local_start_time: string;

  @InstantField({ example: '2026-03-02T10:30:00+01:00' })
  local_end_time: string;

  @IntField({ min: 1, example: 1 })
  seats_available: number;
}

export class SlotsPerformanceResponse {
  @NumberField({ min: 0, example: 1.25 })
  calculation_ms: number;

  @BooleanField({ example: false })
  cache_hit: boolean;
}

export class SlotsMetaResponse {
  @NestedField(() => SlotsPerformanceResponse)
  performance: SlotsPerformanceResponse;

  @InstantField({
    nullable: true,
    example: null,
    description: 'When the oldest of the host’s calendars was read.',
  })
  calendars_synced_at: Date | null;
}

export class SlotsResponse {
  @NestedField(() => OrganizerSummaryResponse)
  organizer: OrganizerSummaryResponse;

  @NestedField(() => EventTypeSummaryResponse)
  event_type: EventTypeSummaryResponse;

  @TextField({ example: 'Europe/Berlin' })
  timezone: string;

  @NestedField(() => FreeSlotResponse, { many: true, maxItems: MAX_SLOTS })
  slots: FreeSlotResponse[];

  @NestedField(() => SlotExplanationResponse, { optional: true })
  explain?: SlotExplanationResponse;

  @NestedField(() => SlotsMetaResponse)
  meta: SlotsMetaResponse;
}

export class CalculatedSlotsResponse extends SlotsResponse {
  @NestedField(() => EventTypeSummaryResponse, { nullable: true })
  declare event_type: EventTypeSummaryResponse;
}
