import { bookingInvariants } from '../../src/booking/booking.invariants.js';
import { COLLABORATION_INVARIANTS } from '../../src/collaboration/collaboration.invariants.js';
import { IDENTITY_INVARIANTS } from '../../src/identity/identity.invariants.js';
import { MESSAGING_INVARIANTS } from '../../src/messaging/messaging.invariants.js';
import { PAYMENTS_INVARIANTS } from '../../src/payments/payments.invariants.js';
import type { Database } from '../../src/platform/database/database.js';
import type { Invariant } from '../../src/platform/registries/invariant-source.js';
import { signOfLife } from './sign-of-life.js';

/** What no test may leave behind, a query each. */
export const INVARIANTS: readonly Invariant[] = [
  ...IDENTITY_INVARIANTS,
  ...bookingInvariants(['appointment', 'meeting']),
  ...COLLABORATION_INVARIANTS,
  ...MESSAGING_INVARIANTS,
  ...PAYMENTS_INVARIANTS,
];

/**
 * Names of the invariants that are broken, with the number of rows that break them; empty when all is well.
 * Those of `more` are asked where the whole product has written.
 */
export async function brokenInvariants(
  db: Pick<Database, 'query'>,
  more: readonly Invariant[] = [],
): Promise<Record<string, number>> {
  const broken: Record<string, number> = {};
  for (const { name, sql } of [...INVARIANTS, ...more]) {
    const rows = await db.query(sql);
    signOfLife();
    if (rows.length > 0) broken[name] = rows.length;
  }
  return broken;
}
