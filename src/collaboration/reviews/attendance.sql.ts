import { firmSeat } from '../../booking/booking.api.js';

/** SQL of "somebody was checked in at the event, with a booking that stands". */
const marked = (event: string): string => `EXISTS (SELECT FROM booking.offer_bookings door
  WHERE door.kind = 'event' AND door.ref_id = ${event} AND door.checked_in_at IS NOT NULL
    AND ${firmSeat.sql('door')})`;

/** SQL of "booking `b` shows that its person was there": checked in, or completed where nobody was. */
export const attended = (b: string, event: string): string => `
  (CASE WHEN ${b}.checked_in_at IS NOT NULL THEN ${firmSeat.sql(b)}
    ELSE ${b}.status = 'completed' AND NOT ${marked(event)} END)`;

/** By row: a join would be planned without knowing how many bookings match. */
export const attendedEvent = (event: string, person: string): string => `
  coalesce((SELECT bool_or(${attended('b', event)}) FROM booking.offer_bookings b
    WHERE b.kind = 'event' AND b.ref_id = ${event} AND b.person_id = ${person}), false)`;
