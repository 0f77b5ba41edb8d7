import { localDate } from '../../lib/time.js';
import type { Wire } from '../wire.js';

/** What the API answers of an event type. */
export type BookingBody = Wire<'BookingPageResponse'>;
export type BookedType = Wire<'BookedTypeResponse'>;
export type Question = Wire<'CustomQuestionResponse'>;
export type Explanation = Wire<'SlotExplanationResponse'>;

/** A start, on its day by the clock of who looks. */
export interface Start {
  at: string;
  day: string;
  seats: number;
}

export interface Offer extends Omit<BookingBody, 'slots' | 'meta'> {
  starts: Start[];
}

/** Starts as minutes, each from the one before it. */
export interface PackedOffer extends Omit<BookingBody, 'slots' | 'meta'> {
  minutes: number[];
  seats: number[];
}

const MINUTE_MS = 60_000;

export function offerOf({ organizer, event_type, timezone, explain, slots }: BookingBody): Offer {
  return {
    ...{ organizer, event_type, timezone, ...(explain && { explain }) },
    starts: slots.map(({ start_time: at, local_start_time: local, seats_available: seats }) => ({
      ...{ at, seats },
      day: local.slice(0, 10),
    })),
  };
}

export function packed({ organizer, event_type, timezone, explain, slots }: BookingBody): PackedOffer {
  const minutes = slots.map(({ start_time }) => Date.parse(start_time) / MINUTE_MS);
  return {
    ...{ organizer, event_type, timezone, ...(explain && { explain }) },
    minutes: minutes.map((minute, index) => minute - (minutes[index - 1] ?? 0)),
    seats: event_type.max_attendees > 1 ? slots.map(({ seats_available: seats }) => seats) : [],
  };
}

export function unpacked({ minutes, seats, ...rest }: PackedOffer): Offer {
  let minute = 0;
  const starts = minutes.map((more, index) => {
    const at = new Date((minute += more) * MINUTE_MS).toISOString();
    return { at, day: localDate(at, rest.timezone), seats: seats[index] ?? 1 };
  });
  return { ...rest, starts };
}
