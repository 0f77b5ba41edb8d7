import { Injectable } from '@nestjs/common';
import { InvariantSource, type Invariant } from '../../platform/registries/invariant-source.js';

/** What must hold of the ledger at any time, whoever writes. */
export const LEDGER_INVARIANTS: readonly Invariant[] = [
  {
    name: 'transfers_out_of_balance',
    sql: `SELECT t.id, t.reference FROM payments.transfers t LEFT JOIN payments.postings p ON p.transfer_id = t.id
      GROUP BY t.id HAVING coalesce(sum(p.amount), 0) <> 0 OR count(p.amount) < 2`,
  },
  {
    name: 'units_out_of_balance',
    sql: `SELECT unit, sum(balance) AS balance FROM payments.accounts GROUP BY unit HAVING sum(balance) <> 0`,
  },
  {
    name: 'balances_differ_from_postings',
    sql: `SELECT a.id, a.balance, coalesce(sum(p.amount), 0) AS posted FROM payments.accounts a
      LEFT JOIN payments.postings p ON p.account_id = a.id
      GROUP BY a.id HAVING a.balance <> coalesce(sum(p.amount), 0)`,
  },
  {
    name: 'users_below_zero',
    sql: `SELECT id, kind, holder, balance FROM payments.accounts WHERE kind IN ('credits', 'escrow') AND balance < 0`,
  },
];

@Injectable()
export class LedgerInvariants extends InvariantSource {
  invariants(): Invariant[] {
    return [...LEDGER_INVARIANTS];
  }
}
