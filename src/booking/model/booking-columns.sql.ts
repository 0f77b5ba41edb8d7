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
  `${columnList(booking, Booking)}, ${offerColumns(offer, 'offer.')}`;

/** A booking that is called off reads as cancelled, before that is written. */
export function toBookingWithOffer(row: BookingWithOfferRow): BookingWithOffer {
  const booking = toEntity(Booking, row);
  if (row['offer.id'] === null) return { booking, offer: null };
  const offer = toOffer(row, 'offer.');
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

/** SQL of what the label of the offer `o` is called, or its color; null without one. */
export const labelColumn = (o: string, column: 'name' | 'color'): string =>
  `(SELECT label.${column} FROM booking.labels label
    WHERE label.kind = ${o}.kind AND label.id = ${o}.label_id)`;

export const offerColumns = (offer: string, prefix = ''): string =>
  `${columnList(offer, Offer, prefix)}, ${labelColumn(offer, 'name')} AS "${prefix}labelName",
   ${labelColumn(offer, 'color')} AS "${prefix}labelColor"`;

export function toOffer(row: OfferRow | BookingWithOfferRow, prefix = ''): Offer {
  const label = row as unknown as Readonly<Record<string, string | null>>;
  const [labelName, labelColor] = [label[`${prefix}labelName`], label[`${prefix}labelColor`]];
  return Object.assign(toEntity(Offer, row, prefix), { labelName, labelColor });
}
