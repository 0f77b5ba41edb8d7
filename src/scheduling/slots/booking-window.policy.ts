import { DAY_MS } from '../../shared/zoned-time.js';
import { weekdayOf } from '../availability/opening-hours.policy.js';

/** How far ahead can be booked; dates are the host's, as their midnights in UTC. */
export type BookingWindow =
  | { type: 'unlimited' }
  | { type: 'days' | 'business_days'; days: number }
  | { type: 'range'; startOn: number | null; endOn: number | null };

/** Both dates are included. */
export interface OpenDates {
  first: number;
  last: number;
}

/** The dates on which it may start. What rolls begins now: today is day 0. */
export function openDates(window: BookingWindow, today: number): OpenDates {
  switch (window.type) {
    case 'unlimited':
      return { first: -Infinity, last: Infinity };
    case 'range':
      return { first: window.startOn ?? -Infinity, last: window.endOn ?? Infinity };
    case 'days':
      return { first: -Infinity, last: today + window.days * DAY_MS };
    case 'business_days':
      return { first: -Infinity, last: businessDayAfter(today, window.days) };
  }
}

function businessDayAfter(today: number, days: number): number {
  let date = today;
  for (let left = days; left > 0;) {
    date += DAY_MS;
    if (weekdayOf(date) % 6 !== 0) left--;
  }
  return date;
}
