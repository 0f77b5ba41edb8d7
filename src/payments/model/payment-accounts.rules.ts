import type { AccountRef } from '../ledger/ledger.repository.js';
import type { Payment } from './payment.entity.js';

/** What nobody in particular offers is owed to the house. */
const HOUSE = 'house';

/** Between which accounts a payment moves its amount; a refund goes the other way. */
export function accountsOf({ provider, organizerId }: Payment): {
  provider: AccountRef;
  receivable: AccountRef;
} {
  return {
    provider: { kind: 'provider', holder: provider },
    receivable: { kind: 'receivable', holder: organizerId ?? HOUSE },
  };
}

/** What the ledger knows a payment's transfer as. */
export const referenceOf = ({ id }: Payment): string => `payment:${id}`;
