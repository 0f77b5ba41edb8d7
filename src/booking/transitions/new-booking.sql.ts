import { snakeCase } from '../../platform/database/snake-naming-strategy.js';
import type { Booking } from '../model/booking.entity.js';

type GivenColumn =
  | 'kind'
  | 'offerId'
  | 'refId'
  | 'labelId'
  | 'personId'
  | 'hostId'
  | 'quantity'
  | 'priceCents'
  | 'currency'
  | 'refundPolicy'
  | 'startsAt'
  | 'endsAt'
  | 'bufferBeforeMinutes'
  | 'bufferAfterMinutes'
  | 'graceMinutes'
  | 'awaitsHost'
  | 'noticeMinutes'
  | 'specialRequirements'
  | 'accessToken'
  | 'calendarUid'
  | 'heldBy'
  | 'holdNumber';

export interface NewBookings {
  rows: string;
  /** Confirmed at once; otherwise it is held until `expiresAt`. */
  isFirm: string;
  expiresAt: string;
  values: Record<GivenColumn & keyof Booking, string>;
}

/** What the offer `o` says of bookings of its seats. */
export const seatsOf = (o: string, quantity: string) => ({
  offerId: `${o}.id`,
  refId: `${o}.ref_id`,
  labelId: `${o}.label_id`,
  hostId: `${o}.organizer_id`,
  quantity,
  priceCents: `${o}.price_cents * ${quantity}`,
  currency: `${o}.currency`,
  refundPolicy: `${o}.refund_policy`,
  startsAt: `${o}.starts_at`,
  endsAt: `${o}.ends_at`,
  bufferBeforeMinutes: '0',
  bufferAfterMinutes: '0',
  awaitsHost: 'false',
  noticeMinutes: 'NULL::integer',
  heldBy: 'NULL::text',
  holdNumber: 'NULL::integer',
});

export function insertBookings({ rows, isFirm, expiresAt, values }: NewBookings): string {
  const all: Partial<Record<keyof Booking, string>> = {
    ...values,
    status: `CASE WHEN ${isFirm} THEN 'confirmed' ELSE 'pending' END`,
    confirmedAt: `CASE WHEN ${isFirm} THEN $at::timestamptz END`,
    expiresAt: `CASE WHEN NOT (${isFirm}) THEN ${expiresAt} END`,
    registeredAt: '$at::timestamptz',
  };
  return `INSERT INTO booking.bookings (${Object.keys(all).map(snakeCase).join(', ')})
    SELECT ${Object.values(all).join(', ')} ${rows} RETURNING *`;
}
