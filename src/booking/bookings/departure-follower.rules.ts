import type { Tx } from '../../platform/database/tx.js';
import type { OfferKind } from '../model/offer-profile.rules.js';

/** Somebody has given up a seat, or was made to, while the offer itself goes on. */
export interface Departure {
  kind: OfferKind;
  refId: number;
  personId: number;
  actorId: number | null;
  at: Date;
}

/** Every provider that extends this follows a departure in its own transaction, after the booking is locked. */
export abstract class DepartureFollower {
  abstract left(tx: Tx, departure: Departure): Promise<void>;
}
