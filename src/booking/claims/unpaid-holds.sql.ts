import { anyOf, held } from '../model/booking-clock.rules.js';

const own = (heldBy: string) => `FROM booking.bookings h WHERE h.held_by = ${heldBy}`;

export const unpaidHolds = (heldBy: string, at: string) => `(SELECT count(*)::integer ${own(heldBy)}
  AND ${held.sql('h', at)} AND h.paid_cents < h.price_cents)`;

/** Two at once take the same one: `bookings_unpaid_holds` lets one through, and the other counts anew. */
export const nextHoldNumber = (heldBy: string) => `(SELECT greatest(max(h.hold_number), 0) + 1 ${own(heldBy)}
  AND ${anyOf('pending').sql('h')})`;
