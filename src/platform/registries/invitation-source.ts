import type { Tx } from '../database/tx.js';

export abstract class InvitationSource {
  /** Whether something that is still to come waits for who has this address. */
  abstract isInvited(tx: Tx, email: string): Promise<boolean>;
}
