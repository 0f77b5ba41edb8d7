import type { AccountRef } from '../ledger/ledger.entity.js';
import { HOUSE } from '../model/payment-accounts.rules.js';

/** Whole credits; never money. */
export const CREDIT_UNIT = 'CREDIT';
export const CENTS_PER_CREDIT = 100;
export const CREDIT_CURRENCY = 'USD';

export const PROMOTION: AccountRef = { kind: 'promotion', holder: HOUSE };
export const ISSUANCE: AccountRef = { kind: 'issuance', holder: HOUSE };
export const creditsOf = (personId: number): AccountRef => ({ kind: 'credits', holder: personId });
/** What is set aside for a meeting is in nobody's balance. */
export const escrowOf = (meetingId: number): AccountRef => ({ kind: 'escrow', holder: meetingId });

/** A ledger transfer's kind → what its owner reads. Only `spent` takes from a balance. */
export const ENTRY_TYPES = {
  credit_initial: 'initial',
  credit_purchase: 'purchased',
  credit_spent: 'spent',
  credit_earned: 'earned',
  credit_refunded: 'refunded',
} as const;
export type CreditTransferKind = keyof typeof ENTRY_TYPES;
export type CreditEntryType = (typeof ENTRY_TYPES)[CreditTransferKind];
export const CREDIT_ENTRY_TYPES = Object.values(ENTRY_TYPES);

export function transferKindOf(type: CreditEntryType): CreditTransferKind {
  const kinds = Object.keys(ENTRY_TYPES) as CreditTransferKind[];
  return kinds.find((kind) => ENTRY_TYPES[kind] === type)!;
}
