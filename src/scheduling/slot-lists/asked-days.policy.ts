import { InvalidInput, type FieldErrors } from '../../shared/errors.js';
import { endOfDay, isTimeZone, startOfDay } from '../../shared/local-days.js';
import { isTooFarAway } from '../../shared/time-range.js';
import { DAY_MS, offsetAt } from '../../shared/zoned-time.js';
import type { Span } from '../availability/opening-hours.policy.js';

export const MAX_DAYS = 92;
const USUAL_DAYS = 7;

interface AskedDays {
  start_date?: string;
  end_date?: string;
  timezone?: string;
  explain?: Date;
}

/** What is wrong with them, whatever day it is. */
export function dayProblems({ start_date, end_date, timezone, explain }: Partial<AskedDays>): FieldErrors {
  const problems: FieldErrors = {};
  if (timezone !== undefined && !isTimeZone(timezone))
    problems['timezone'] = [`There is no time zone ${JSON.stringify(timezone)}.`];
  if (explain && isTooFarAway(explain)) problems['explain'] = ['It is too far away.'];
  if (start_date !== undefined && isTooFarAway(new Date(start_date)))
    problems['start_date'] = ['It is too far away.'];
  else if (end_date !== undefined && isTooFarAway(new Date(end_date)))
    problems['end_date'] = ['It is too far away.'];
  else if (start_date !== undefined && end_date !== undefined) {
    const problem = lengthProblem(start_date, end_date);
    if (problem) problems['end_date'] = [problem];
  }
  return problems;
}

/** The instants of the days, which are days of `zone`. Refuses with `InvalidInput`. */
export function askedSpan(asked: AskedDays, zone: string, now: number): Span {
  const { start_date = dayAfter(now + offsetAt(zone, now), 0) } = asked;
  const { end_date = dayAfter(Date.parse(start_date), USUAL_DAYS - 1) } = asked;
  const problems = dayProblems({ ...asked, start_date, end_date });
  if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
  return { from: startOfDay(start_date, zone).getTime(), until: endOfDay(end_date, zone).getTime() };
}

function lengthProblem(start: string, end: string): string | undefined {
  const days = (Date.parse(end) - Date.parse(start)) / DAY_MS + 1;
  if (days < 1) return 'It lies before the start.';
  return days > MAX_DAYS ? `At most ${MAX_DAYS} days can be asked for at once.` : undefined;
}

function dayAfter(wall: number, days: number): string {
  return new Date(wall + days * DAY_MS).toISOString().slice(0, 10);
}
