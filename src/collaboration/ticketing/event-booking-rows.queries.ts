import type { BookingStatus } from '../../booking/booking.api.js';
import { Selection } from '../../platform/database/selection/selection.js';
import type { Tx } from '../../platform/database/tx.js';
import type { Page, PageRequest } from '../../platform/http/lists/lists.js';

/** From booking's view: by the clock, expired or completed before a sweep says so. */
export interface EventBookingRow {
  id: number;
  personId: number;
  status: BookingStatus;
  quantity: number;
  priceCents: number;
  paidCents: number;
  refundedCents: number;
  specialRequirements: string;
  registeredAt: Date;
  confirmedAt: Date | null;
  cancelledAt: Date | null;
  checkedInAt: Date | null;
  expiresAt: Date | null;
  startsAt: Date;
  endsAt: Date;
}

export interface BookingSelection {
  eventId: number;
  statuses: readonly string[] | null;
}

const COLUMNS = `b.booking_id AS id, b.person_id AS "personId", b.status, b.quantity,
  b.price_cents AS "priceCents", b.paid_cents AS "paidCents", b.refunded_cents AS "refundedCents",
  b.special_requirements AS "specialRequirements", b.registered_at AS "registeredAt",
  b.confirmed_at AS "confirmedAt", b.cancelled_at AS "cancelledAt", b.checked_in_at AS "checkedInAt",
  b.expires_at AS "expiresAt", b.starts_at AS "startsAt", b.ends_at AS "endsAt"`;
/** The offer is found first, so that its bookings come in the order of `bookings_tickets_registered`. */
const IS_OF_EVENT = `b.offer_id = (
    SELECT o.offer_id FROM booking.offer_seats o WHERE o.kind = 'event' AND o.ref_id = $eventId)
  AND b.booking_kind = 'ticket' AND b.person_id IS NOT NULL`;
const HAS_STATUS = '($statuses::text[] IS NULL OR b.status = ANY($statuses))';

export function eventBookingsPage(
  source: Pick<Tx, 'query'>,
  { eventId, statuses }: BookingSelection,
  page: PageRequest,
): Promise<Page<EventBookingRow>> {
  return new Selection({ from: 'booking.offer_bookings b', id: 'b.booking_id', isCounted: true })
    .must(IS_OF_EVENT, { eventId })
    .and(HAS_STATUS, { statuses })
    .page(source, COLUMNS, page);
}

/**
 * All of them, oldest first, `most` at a time: ids are read once, so that no connection waits for a slow
 * reader.
 */
export async function* eventBookingBatches(
  source: Pick<Tx, 'query'>,
  { eventId, statuses }: BookingSelection,
  most: number,
): AsyncGenerator<EventBookingRow[]> {
  const found = await source.query<{ id: number }>(
    `SELECT b.booking_id AS id FROM booking.offer_bookings b
     WHERE ${IS_OF_EVENT} AND ${HAS_STATUS} ORDER BY b.booking_id`,
    { eventId, statuses },
  );
  const ids = found.map(({ id }) => id);
  for (let at = 0; at < ids.length; at += most) {
    yield await source.query<EventBookingRow>(
      `SELECT ${COLUMNS} FROM booking.offer_bookings b WHERE b.booking_id = ANY($1::bigint[])
        ORDER BY b.booking_id`,
      [ids.slice(at, at + most)],
    );
  }
}
