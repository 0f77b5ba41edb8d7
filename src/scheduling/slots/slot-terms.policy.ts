import { DAY_MS } from '../../shared/zoned-time.js';
import type { EventType } from '../event-types/event-type.entity.js';
import type { BookingWindow } from './booking-window.policy.js';
import type { SlotTerms } from './slot-search.policy.js';

/** What the search needs of an event type; the grid keeps its step whatever duration of it is asked for. */
export function slotTermsOf(type: EventType, duration = type.duration): SlotTerms {
  const { bufferBefore, bufferAfter, minimumNotice, maxAttendees } = type;
  return {
    ...{ duration, bufferBefore, bufferAfter, minimumNotice, maxAttendees },
    interval: type.slotInterval ?? type.duration,
    window: windowOf(type),
    maxPerDay: type.maxBookingsPerDay,
    maxPerWeek: type.maxBookingsPerWeek,
  };
}

function windowOf(type: EventType): BookingWindow {
  switch (type.bookingWindowType) {
    case 'unlimited':
      return { type: 'unlimited' };
    case 'range':
      return {
        type: 'range',
        startOn: midnight(type.bookingWindowStart),
        endOn: midnight(type.bookingWindowEnd),
      };
    default:
      return { type: type.bookingWindowType, days: type.bookingWindowDays };
  }
}

function midnight(date: string | null): number | null {
  return date === null ? null : Math.floor(Date.parse(date) / DAY_MS) * DAY_MS;
}
