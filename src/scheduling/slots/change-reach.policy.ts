import { DAY_MS } from '../../shared/zoned-time.js';
import type { Span } from '../availability/opening-hours.policy.js';
import type { EventType } from '../event-types/event-type.entity.js';

const MINUTE = 60_000;
/** The longest buffer that a booking can have kept. */
const WIDEST_BUFFER_MS = DAY_MS;
/** A grid starts anew at the second midnight at the latest, and a day of a zone can have 27 hours. */
const GRID_MS = 2 * DAY_MS + 3 * 3_600_000;
/** From one end of an ISO week to the other, by any clock. */
const WEEK_MS = 8 * DAY_MS;

export type ReachTerms = Pick<
  EventType,
  'duration' | 'durationOptions' | 'maxBookingsPerDay' | 'maxBookingsPerWeek'
>;

/** Between these instants starts of the type may come or go, where the host's time changes in `span`. */
export function changedStarts(type: ReachTerms, { from, until }: Span): Span {
  const longest = Math.max(type.duration, ...type.durationOptions) * MINUTE;
  const [before, after] = [longest + WIDEST_BUFFER_MS, WIDEST_BUFFER_MS + GRID_MS];
  if (type.maxBookingsPerDay === null && type.maxBookingsPerWeek === null)
    return { from: from - before, until: until + after };
  return { from: from - Math.max(before, WEEK_MS), until: until + Math.max(after, WEEK_MS) };
}
