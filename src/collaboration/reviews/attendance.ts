/**
 * SQL of "this booking shows that its person was there": checked in, or with a seat that was not given up, nor marked
 * as empty, when the event was over. `b` is a row of booking.offer_bookings.
 */
export const attended = (b: string): string => `
  (${b}.status = 'completed' OR (${b}.status = 'confirmed' AND ${b}.checked_in_at IS NOT NULL))`;

/** SQL of "the person has such a booking of the event". */
export const attendedEvent = (event: string, person: string): string => `
  EXISTS (SELECT FROM booking.offer_bookings b WHERE b.kind = 'event' AND b.ref_id = ${event} AND b.person_id = ${person}
    AND ${attended('b')})`;
