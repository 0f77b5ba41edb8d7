import type { Tx } from '../../platform/database/tx.js';
import type { OfferKind } from '../model/offer.entity.js';

/** Somebody has given up seats, or was made to, while the offers themselves go on. */
export interface Departure {
  kind: OfferKind;
  refIds: number[];
  personId: number;
  actorId: number | null;
  at: Date;
}

/** Each provider that extends this follows a departure in its transaction, after the bookings are locked. */
export abstract class DepartureFollower {
  abstract left(tx: Tx, departure: Departure): Promise<void>;
}
