import { firmSeat } from '../../booking/booking.api.js';
import { searchText, type Searched } from '../../platform/database/selection/search.js';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { openTo } from './event-visibility.rules.js';
import { Event } from './event.entity.js';

/** SQL of `Visibility`. */
export const visibilityJson = (e: string): string =>
  `jsonb_build_object('organizerId', ${e}.organizer_id, 'openTo', ${openTo.sql(e)})`;

export const joinSeats = (e: string, s: string): string =>
  `LEFT JOIN booking.offer_seats ${s} ON ${s}.kind = 'event' AND ${s}.ref_id = ${e}.id`;

const SEARCHED = searchText(`e.title || ' ' || e.description || ' ' || e.tags`);
/** By the indexes `events_search`, `events_words` and `events_signs`. */
export const EVENTS_SEARCHED: Searched = { text: SEARCHED, words: 'e.search_words', signs: { of: SEARCHED } };

export interface EventRow {
  event: Event;
  /** Seats held or sold. */
  taken: number;
  /** Seats of confirmed bookings. */
  confirmed: number;
  /** Parties that wait for seats: what is free is theirs. */
  waiting: number;
  /** Whether the person has a confirmed booking. */
  takesPart: boolean;
}

/** SQL of what `toEventRow` reads: of the event `e`, its seats `s` and the person who asks (null: nobody). */
export const rowColumns = (e: string, s: string, person: string): string => `
  ${columnList(e, Event)}, coalesce(${s}.taken, 0) AS taken, coalesce(${s}.confirmed, 0) AS confirmed,
  coalesce(${s}.waiting, 0) AS waiting,
  EXISTS (SELECT FROM booking.offer_bookings mine WHERE mine.kind = 'event' AND mine.ref_id = ${e}.id
    AND mine.person_id = ${person}::bigint AND ${firmSeat.sql('mine')}) AS "takesPart"`;

export type RawEventRow = Event & Omit<EventRow, 'event'>;

export function toEventRow(row: RawEventRow): EventRow {
  const { taken, confirmed, waiting, takesPart } = row;
  return { event: toEntity(Event, row), taken, confirmed, waiting, takesPart };
}
