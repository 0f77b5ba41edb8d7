import type { PageContext } from '../page.js';
import type { Wire } from '../wire.js';

export type Slot = Wire<'TimeSlotResponse'>;

export interface CalendarBody {
  /** Of the week, by their start. */
  slots: readonly Slot[];
  total: number;
  /** One's own bookings, by their slots. */
  mine: Readonly<Record<string, number>>;
  categories: readonly Wire<'CategoryResponse'>[];
  timezone: string;
  /** The day that is asked for, and the Monday of its week. */
  date: string;
  monday: string;
  /** After a week without a free one. */
  next_free: Slot | null;
}

export const WEEK = 7;

/** For what a zone's clock is in a week. */
export const atNoon = (day: string) => `${day}T12:00:00Z`;

export type SlotState = 'mine' | 'free' | 'taken' | 'closed';

export function stateOf({ booked_by_me: isMine, is_available: isFree, is_booked: isFull }: Slot): SlotState {
  if (isMine) return 'mine';
  if (isFree) return 'free';
  return isFull ? 'taken' : 'closed';
}

/** The slot that a refused form was about. */
export function refusedSlot({ slots, mine }: CalendarBody, { failure, typed }: PageContext): Slot | undefined {
  const { time_slot: wanted, booking } = typed;
  if (!failure) return undefined;
  return slots.find(({ id }) => (wanted ? String(id) === wanted : mine[id] === Number(booking)));
}

/** Another day under the same filters. */
export function addressOf({ query }: Pick<PageContext, 'query'>, date: string): string {
  const asked = new URLSearchParams({ date });
  for (const name of ['category', 'free']) if (query[name]) asked.set(name, query[name]);
  return `/calendar?${asked.toString()}`;
}
