import { firmSeat } from './booking-clock.rules.js';
import type { OfferKind } from './offer.entity.js';

/** What `requireSeat` asks, as part of another statement: locks the person's firm seat until the commit. */
export const lockedSeat = (kind: OfferKind, refId: string, person: string): string => `
  SELECT b.id FROM booking.offers o JOIN booking.bookings b ON b.offer_id = o.id
  WHERE o.kind = '${kind}' AND o.ref_id = ${refId} AND b.person_id = ${person}
    AND ${firmSeat.sql('b')} FOR SHARE OF b`;
