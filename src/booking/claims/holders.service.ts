import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import type { Tx } from '../../platform/database/tx.js';
import { Secrets } from '../../platform/secrets/secrets.js';
import { canonicalEmail } from '../../shared/email-address.js';
import { anyOf } from '../model/booking-clock.rules.js';

const FORGET = prepared(
  'booking-forget-holder',
  `UPDATE booking.bookings b SET held_by = NULL WHERE b.held_by = $heldBy AND ${anyOf('pending').sql('b')}`,
);

const FORGET_WAITING = prepared(
  'booking-forget-waiting',
  `UPDATE booking.waitlist w SET held_by = NULL
   WHERE w.held_by = $heldBy AND (w.person_id IS NOT NULL OR w.status NOT IN ('waiting', 'offered'))`,
);

/** Whose unpaid holds they are, by addresses: without our key nobody can try a list of them. */
@Injectable()
export class HoldersService {
  constructor(private readonly secrets: Secrets) {}

  ofAddress(address: string): string {
    return this.secrets.digest('unpaid-holds', canonicalEmail(address) ?? address).toString('base64url');
  }

  /** Its holds count for nobody from now on, and where it waited it is not known any more. */
  async forget(tx: Tx, address: string): Promise<void> {
    const heldBy = this.ofAddress(address);
    await tx.query(FORGET, { heldBy });
    await tx.query(FORGET_WAITING, { heldBy });
  }
}
