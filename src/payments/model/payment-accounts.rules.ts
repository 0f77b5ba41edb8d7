import type { AccountRef } from '../ledger/ledger.entity.js';
import type { Payment } from './payment.entity.js';

/** Holds what is owed for offers without an organizer. */
export const HOUSE = 'house';

/** A payment moves its amount from `provider` to `receivable`, a refund back. */
export function accountsOf({ provider, organizerId }: Payment): {
  provider: AccountRef;
  receivable: AccountRef;
} {
  return {
    provider: { kind: 'provider', holder: provider },
    receivable: { kind: 'receivable', holder: organizerId ?? HOUSE },
  };
}

export const transferReferenceOf = ({ id }: Payment): string => `payment:${id}`;
