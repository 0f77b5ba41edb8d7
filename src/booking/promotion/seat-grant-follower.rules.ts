import type { Tx } from '../../platform/database/tx.js';

export interface GrantedSeats {
  entryId: number;
  bookingId: number;
}

/** Hears in the transaction of seats of sessions that were offered to who waits. */
export abstract class SeatGrantFollower {
  abstract granted(tx: Tx, seats: readonly GrantedSeats[]): Promise<void>;
}
