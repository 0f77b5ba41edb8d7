import { columnList } from '../../platform/database/column-list.js';
import { Offer, OFFER_COLUMNS } from './offer.entity.js';
import { Booking, BOOKING_COLUMNS } from './booking.entity.js';

/** A booking with the offer it takes seats of, null where it claims time alone. */
export interface BookingWithOffer {
  booking: Booking;
  offer: Offer | null;
}

export type BookingWithOfferRow = Record<string, unknown>;

export const bookingWithOfferColumns = (booking: string, offer: string): string =>
  `${columnList(booking, BOOKING_COLUMNS)}, ${columnList(offer, OFFER_COLUMNS, 'offer.')}`;

export function toBookingWithOffer(row: BookingWithOfferRow): BookingWithOffer {
  const booking = new Booking() as Booking & Record<string, unknown>;
  for (const name of BOOKING_COLUMNS) (booking as Record<string, unknown>)[name] = row[name];
  if (row['offer.id'] === null) return { booking, offer: null };
  const offer = new Offer();
  for (const name of OFFER_COLUMNS) (offer as unknown as Record<string, unknown>)[name] = row[`offer.${name}`];
  return { booking, offer };
}

export type OfferRow = Record<(typeof OFFER_COLUMNS)[number], unknown>;

export const offerColumns = (offer: string): string => columnList(offer, OFFER_COLUMNS);

export function toOffer(row: OfferRow): Offer {
  return Object.assign(new Offer(), row);
}
