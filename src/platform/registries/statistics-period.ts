import type { StatisticsPeriod } from './statistics-source.js';
import { InvalidInput, type FieldErrors } from '../../shared/errors.js';

const DAY_MS = 24 * 3_600_000;
const DEFAULT_DAYS = 30;
const MOST_DAYS = 366;

/** The last 30 days by default; refuses what `periodProblems` finds. */
export function periodOf(asked: Partial<StatisticsPeriod>, now: Date): StatisticsPeriod {
  const problems = periodProblems(asked, now);
  if (Object.keys(problems).length > 0) throw new InvalidInput(problems);
  return filled(asked, now);
}

export function periodProblems(asked: Partial<StatisticsPeriod>, now: Date): FieldErrors {
  const { startOn, endOn } = filled(asked, now);
  const days = (Date.parse(endOn) - Date.parse(startOn)) / DAY_MS + 1;
  if (days < 1) return { endOn: ['The end must not be before the start.'] };
  return days > MOST_DAYS ? { startOn: [`At most ${MOST_DAYS} days at a time.`] } : {};
}

function filled({ startOn, endOn }: Partial<StatisticsPeriod>, now: Date): StatisticsPeriod {
  const end = endOn ?? dayOf(now.getTime());
  return { startOn: startOn ?? dayOf(Date.parse(end) - (DEFAULT_DAYS - 1) * DAY_MS), endOn: end };
}

function dayOf(millis: number): string {
  return new Date(millis).toISOString().slice(0, 10);
}
