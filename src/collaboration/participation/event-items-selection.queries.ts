import { firmSeat } from '../../booking/booking.api.js';
import type { Caller } from '../../platform/auth/caller.js';
import { Selection } from '../../platform/database/selection/selection.js';
import { visibleTo } from '../model/event-visibility.rules.js';

/**
 * Which rows of a table `x` that belong to events a list shows: those of one event that the caller can see, or
 * of all events that the caller organizes or takes part in. Columns are those of `x` and of its event `e`.
 */
export function eventItems(
  table: string,
  caller: Pick<Caller, 'id' | 'isAdmin'>,
  event: number | undefined,
): Selection {
  const rows = `${table} x JOIN collaboration.events e ON e.id = x.event_id`;
  const values = { caller: caller.id, isAdmin: caller.isAdmin };
  if (event === undefined)
    return new Selection({ from: `${table} x`, id: 'x.id', rows }, values).must(
      `x.event_id = ANY (ARRAY (${ownEvents('$caller')}))`,
    );
  return new Selection({ from: rows, id: 'x.id' }, values)
    .must('x.event_id = $event', { event })
    .must(visibleTo.sql('e', '$caller', '$isAdmin'));
}

/** ARRAY makes the planner look each event up by its id, however many bookings it expects. */
const ownEvents = (person: string) => `
  SELECT own.id FROM collaboration.events own WHERE own.organizer_id = ${person}::bigint
    AND own.deleted_at IS NULL
  UNION ALL
  SELECT own.id FROM collaboration.events own WHERE own.deleted_at IS NULL AND own.id = ANY (ARRAY (
    SELECT b.ref_id FROM booking.offer_bookings b
    WHERE b.person_id = ${person}::bigint AND b.booking_kind = 'ticket' AND b.kind = 'event'
      AND ${firmSeat.sql('b')}))`;
