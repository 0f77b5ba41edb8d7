import type { OfferKind } from './offer.entity.js';

/**
 * SQL of the person's confirmed seat, held until the commit: what `requireSeat` asks, as part of a statement of the
 * caller's own. It selects one row, or none from somebody who does not take part; the caller makes it a CTE.
 */
export const lockedSeat = (kind: OfferKind, refId: string, person: string): string => `
  SELECT b.id FROM booking.offers o JOIN booking.bookings b ON b.offer_id = o.id
  WHERE o.kind = '${kind}' AND o.ref_id = ${refId} AND b.person_id = ${person} AND b.status IN ('confirmed', 'completed')
  FOR SHARE OF b`;
