import { Checked } from '../../platform/http/fields/checked.js';
import { IdField, TextField } from '../../platform/http/fields/fields.js';
import { isTimeZone } from '../../shared/local-days.js';
import { DAY_MS } from '../../shared/zoned-time.js';

const DAY = /^20\d{2}-\d{2}-\d{2}$/;
const A_WEEK = 7;
const TEXT = { min: 0, max: 200, optional: true } as const;

/** What a form leaves empty is sent as well, and an address may be typed: what says nothing is passed over. */
export class CalendarPageQuery {
  @TextField(TEXT)
  date?: string;

  @TextField(TEXT)
  category?: string;

  @TextField(TEXT)
  free?: string;

  @TextField(TEXT)
  timezone?: string;
}

@Checked<CalendarForm>(({ time_slot, booking }, { isAtFault }) =>
  time_slot !== undefined || booking !== undefined || isAtFault('time_slot', 'booking')
    ? {}
    : { time_slot: ['This field is required.'] },
)
export class CalendarForm {
  @IdField({ optional: true, description: 'To be booked.' })
  time_slot?: number;

  @IdField({ optional: true, description: 'To be cancelled.' })
  booking?: number;
}

export function zoneIn(asked: unknown): string | undefined {
  return typeof asked === 'string' && isTimeZone(asked) ? asked : undefined;
}

export function dayIn(asked: string | undefined): string | undefined {
  if (asked === undefined || !DAY.test(asked)) return undefined;
  const day = new Date(asked);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(asked) ? asked : undefined;
}

export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * DAY_MS).toISOString().slice(0, 10);
}

export function mondayOf(date: string): string {
  return daysAfter(date, -((new Date(date).getUTCDay() + A_WEEK - 1) % A_WEEK));
}
