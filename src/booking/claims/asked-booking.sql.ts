import { randomUUID } from 'node:crypto';
import { anyOf, held } from '../model/booking-clock.rules.js';
import type { BookingKind } from '../model/booking.entity.js';

/** What who asks says of a booking, whether it takes seats or time. */
export interface AskedBooking {
  kind: BookingKind;
  graceMinutes: number;
  specialRequirements?: string;
  heldBy: string;
  mostHolds: number;
}

const HELD_BY = '$heldBy::text';
const own = (heldBy: string) => `FROM booking.bookings h WHERE h.held_by = ${heldBy}`;

export const unpaidHolds = (heldBy: string, at: string) => `(SELECT count(*)::integer ${own(heldBy)}
  AND ${held.sql('h', at)} AND h.paid_cents < h.price_cents)`;

/** Whether one more unpaid hold is within the limit. */
export const MAY_HOLD = `${unpaidHolds(HELD_BY, '$at::timestamptz')} < $mostHolds::integer`;

/** Two at once take the same one: `bookings_unpaid_holds` lets one through, and the other counts anew. */
const NEXT_HOLD_NUMBER = `(SELECT greatest(max(h.hold_number), 0) + 1 ${own(HELD_BY)}
  AND ${anyOf('pending').sql('h')})`;

export const askedOf = (isUnpaid: string) => ({
  kind: '$kind::text',
  graceMinutes: '$graceMinutes::integer',
  personId: '$actorId::bigint',
  specialRequirements: '$specialRequirements::text',
  accessToken: '$accessToken::uuid',
  calendarUid: '$calendarUid::uuid',
  heldBy: `CASE WHEN ${isUnpaid} THEN ${HELD_BY} END`,
  holdNumber: `CASE WHEN ${isUnpaid} THEN ${NEXT_HOLD_NUMBER} END`,
});

export const askedValues = ({
  kind,
  graceMinutes,
  specialRequirements = '',
  heldBy,
  mostHolds,
}: AskedBooking) => ({
  ...{ kind, graceMinutes, specialRequirements, heldBy, mostHolds },
  ...{ accessToken: randomUUID(), calendarUid: randomUUID() },
});
