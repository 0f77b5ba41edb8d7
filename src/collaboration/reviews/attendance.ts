/**
 * SQL of "this booking shows that its person was there": checked in, or with a seat that was not given up, nor marked
 * as empty, when the event was over. `b` is a row of booking.offer_bookings.
 */
export const attended = (b: string): string => `
  (${b}.status = 'completed' OR (${b}.status = 'confirmed' AND ${b}.checked_in_at IS NOT NULL))`;

/**
 * SQL of "the person has such a booking of the event". Asked of each row in its turn, by the index of the person's
 * bookings: a join would be planned without knowing how many the status is true of.
 */
export const attendedEvent = (event: string, person: string): string => `
  coalesce((SELECT bool_or(${attended('b')}) FROM booking.offer_bookings b
    WHERE b.kind = 'event' AND b.ref_id = ${event} AND b.person_id = ${person}), false)`;
