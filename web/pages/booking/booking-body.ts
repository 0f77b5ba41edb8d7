import { localDate } from '../../lib/time.js';

export interface Question {
  key: string;
  label: string;
  type: string;
  required: boolean;
  options: string[];
}

export interface BookedType {
  slug: string;
  name: string;
  description: string;
  duration: number;
  duration_options: number[];
  price: string;
  currency: string;
  max_attendees: number;
  location_type: string;
  requires_confirmation: boolean;
  custom_questions: Question[];
  cancellation_notice: number;
  refund_policy: { hours_before: number; percent: number }[];
}

export interface Explanation {
  start_time: string;
  offered: boolean;
  reason: string | null;
  rule: { limit: string | null; value: number | string | null } | null;
  next_free: { start_time: string }[];
}

interface WireSlot {
  start_time: string;
  local_start_time: string;
  seats_available: number;
}

/** What the API answers of an event type. */
export interface BookingBody {
  organizer: { slug: string; full_name: string; timezone: string };
  event_type: BookedType;
  timezone: string;
  slots: WireSlot[];
  explain?: Explanation;
}

/** A start, on its day by the clock of who looks. */
export interface Start {
  at: string;
  day: string;
  seats: number;
}

export interface Offer extends Omit<BookingBody, 'slots'> {
  starts: Start[];
}

/** Starts as minutes, each from the one before it. */
export interface PackedOffer extends Omit<BookingBody, 'slots'> {
  minutes: number[];
  seats: number[];
}

const MINUTE_MS = 60_000;

export function offerOf({ slots, ...rest }: BookingBody): Offer {
  return {
    ...rest,
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
