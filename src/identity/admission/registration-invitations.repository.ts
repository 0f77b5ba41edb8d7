import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';

/** Addresses whose owners an operator has asked to register (`npm run admin -- invite`). */
@Injectable()
export class RegistrationInvitations {
  /** False where it was invited before. */
  async add(tx: Pick<Tx, 'query'>, email: string, at: Date): Promise<boolean> {
    const added = await tx.query(
      `INSERT INTO identity.registration_invitations (email, invited_at) VALUES ($email, $at)
       ON CONFLICT DO NOTHING RETURNING email`,
      { email, at },
    );
    return added.length > 0;
  }

  /** Once; false where there is none. */
  async use(tx: Tx, email: string): Promise<boolean> {
    const used = await tx.query(
      'DELETE FROM identity.registration_invitations WHERE email = $email RETURNING email',
      { email },
    );
    return used.length > 0;
  }
}
