import { columnList, readInstants, toEntity } from '../../platform/database/column-list.js';
import { calledOff } from './booking-clock.rules.js';
import { Booking } from './booking.entity.js';
import { Offer, type OfferData } from './offer.entity.js';

/** A booking with the offer it takes seats of, null where it claims time alone. */
export interface BookingWithOffer {
  booking: Booking;
  offer: Offer | null;
}

export type BookingWithOfferRow = Booking & {
  [Name in keyof OfferData as `offer.${Name}`]: OfferData[Name] | null;
};

export const bookingWithOfferColumns = (booking: string, offer: string): string =>
  `${columnList(booking, Booking)}, ${columnList(offer, Offer, 'offer.')}`;

/** A booking that is called off reads as cancelled, before that is written. */
export function toBookingWithOffer(row: BookingWithOfferRow): BookingWithOffer {
  const booking = toEntity(Booking, row);
  if (row['offer.id'] === null) return { booking, offer: null };
  const offer = toEntity(Offer, row, 'offer.');
  if (calledOff.of(booking, offer))
    Object.assign(booking, { status: 'cancelled', cancelledAt: offer.withdrawingSince });
  return { booking, offer };
}

/** Such rows as one JSON object each: the driver reads one value in the place of sixty. */
export const bookingWithOfferJson = (booking: string, offer: string, from: string): string =>
  `SELECT row_to_json(columns) AS answer
   FROM (SELECT ${bookingWithOfferColumns(booking, offer)} ${from}) AS columns`;

export function ofJson(row: BookingWithOfferJson): BookingWithOffer {
  readInstants(Booking, row);
  readInstants(Offer, row, 'offer.');
  return toBookingWithOffer(row as unknown as BookingWithOfferRow);
}

export type BookingWithOfferJson = Record<string, unknown>;

export type OfferRow = OfferData;

export const offerColumns = (offer: string): string => columnList(offer, Offer);

export function toOffer(row: OfferRow): Offer {
  return toEntity(Offer, row);
}
