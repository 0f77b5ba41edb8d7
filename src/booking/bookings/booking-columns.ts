import { selected } from '../../platform/database/selected.js';
import { Offer, OFFER_COLUMNS } from '../offers/offer.entity.js';
import { Booking, BOOKING_COLUMNS } from './booking.entity.js';

/** A booking with the offer it takes seats of, null where it claims time alone. */
export interface Reserved {
  booking: Booking;
  offer: Offer | null;
}

export type ReservedRow = Record<string, unknown>;

/** What to select of the aliases of a booking and its offer for `toReserved`. */
export const reservedColumns = (booking: string, offer: string): string =>
  `${selected(booking, BOOKING_COLUMNS)}, ${selected(offer, OFFER_COLUMNS, 'offer.')}`;

export function toReserved(row: ReservedRow): Reserved {
  const booking = new Booking() as Booking & Record<string, unknown>;
  for (const name of BOOKING_COLUMNS) (booking as Record<string, unknown>)[name] = row[name];
  if (row['offer.id'] === null) return { booking, offer: null };
  const offer = new Offer();
  for (const name of OFFER_COLUMNS) (offer as unknown as Record<string, unknown>)[name] = row[`offer.${name}`];
  return { booking, offer };
}
