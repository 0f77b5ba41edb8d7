import { firmSeat, heldOrFirm } from '../../booking/booking.api.js';
import { columnList, toEntity } from '../../platform/database/column-list.js';
import { Event } from './event.entity.js';

/**
 * SQL of "the reader may see the event `e`": everybody a public one, drafts their organizer, invited ones those
 * who belong, admins all. `person` is the parameter of the reader's id or null, `admin` of being an admin.
 */
export const visibleTo = (e: string, person: string, admin: string): string => `
  (${e}.deleted_at IS NULL AND ((${e}.state <> 'draft' AND ${e}.visibility = 'public')
    OR ${admin}::boolean OR ${e}.organizer_id = ${person}::bigint
    OR (${e}.state <> 'draft' AND (
      EXISTS (SELECT FROM collaboration.invitations i
        WHERE i.event_id = ${e}.id AND i.person_id = ${person}::bigint)
      OR EXISTS (SELECT FROM booking.offer_bookings b WHERE b.kind = 'event' AND b.ref_id = ${e}.id
        AND b.person_id = ${person}::bigint AND ${heldOrFirm.sql('b')})))))`;

/** SQL of `Visibility`; `Event.openTo` says the same. */
export const visibilityJson = (e: string): string => `
  jsonb_build_object('organizerId', ${e}.organizer_id, 'openTo', CASE WHEN ${e}.state = 'draft' THEN 'organizer'
    WHEN ${e}.visibility = 'invited' THEN 'invited' ELSE 'everyone' END)`;

export const joinSeats = (e: string, s: string): string =>
  `LEFT JOIN booking.offer_seats ${s} ON ${s}.kind = 'event' AND ${s}.ref_id = ${e}.id`;

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
