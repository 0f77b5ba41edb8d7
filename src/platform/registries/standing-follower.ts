import type { Tx } from '../database/tx.js';

export interface Standing {
  isActive: boolean;
  /** Organizers and admins do. */
  maySellTickets: boolean;
}

export abstract class StandingFollower {
  abstract standingChanged(tx: Tx, personId: number, standing: Standing): Promise<void>;
}
