import { Injectable } from '@nestjs/common';
import { prepared } from '../../platform/database/prepared-statement.js';
import { violates } from '../../platform/database/sqlstate.js';
import type { Tx } from '../../platform/database/tx.js';
import { InsufficientCredits } from '../payments.errors.js';
import type { AccountRef } from './ledger.entity.js';

export interface TransferOrder {
  /** What moves it, such as `payment:17`. The same reference moves nothing a second time. */
  reference: string;
  kind: string;
  from: AccountRef;
  to: AccountRef;
  /** Minor units of a currency, or credits; whole and above zero. */
  amount: number;
  unit: string;
  reverses?: string;
}

// Against deadlocks, accounts are locked by id, and none before both exist.
const TRANSFER = prepared(
  'payments-transfer',
  `WITH found AS MATERIALIZED (
     SELECT a.id, side.amount
     FROM (VALUES ($fromKind::text, $fromHolder::text, -$amount::bigint),
         ($toKind::text, $toHolder::text, $amount::bigint))
       AS side (kind, holder, amount)
     JOIN payments.accounts a ON a.kind = side.kind AND a.holder = side.holder AND a.unit = $unit
   ), side AS MATERIALIZED (
     SELECT a.id, found.amount FROM found JOIN payments.accounts a ON a.id = found.id
     WHERE (SELECT count(*) FROM found) = 2
     ORDER BY a.id FOR NO KEY UPDATE OF a
   ), made AS (
     INSERT INTO payments.transfers (reference, kind, unit, amount, reverses, occurred_at)
     SELECT $reference, $kind, $unit, $amount,
       (SELECT id FROM payments.transfers WHERE reference = $reverses), $at
     WHERE (SELECT count(*) FROM side) = 2
     ON CONFLICT ON CONSTRAINT transfers_reference_unique DO NOTHING
     RETURNING id
   ), moved AS (
     UPDATE payments.accounts a SET balance = a.balance + side.amount FROM side, made WHERE a.id = side.id
   ), posted AS (
     INSERT INTO payments.postings (transfer_id, account_id, amount)
     SELECT made.id, side.id, side.amount FROM made, side
   )
   SELECT (SELECT id FROM made) AS id, (SELECT count(*) FROM found) AS accounts`,
);

const OPEN = prepared(
  'payments-open-accounts',
  `INSERT INTO payments.accounts (kind, holder, unit)
   SELECT kind, holder, $unit
   FROM (VALUES ($fromKind::text, $fromHolder::text), ($toKind::text, $toHolder::text)) AS wanted (kind, holder)
   ORDER BY kind, holder
   ON CONFLICT ON CONSTRAINT accounts_holder_unique DO NOTHING`,
);

@Injectable()
export class LedgerRepository {
  /** `id` is null where an account is missing (`accounts` below 2) or the reference is known. */
  async insert(tx: Tx, order: TransferOrder, at: Date): Promise<{ id: number | null; accounts: number }> {
    const { reference, kind, amount, reverses } = order;
    try {
      const values = { ...sidesOf(order), reference, kind, amount, reverses: reverses ?? null, at };
      const [row] = await tx.query<{ id: number | null; accounts: number }>(TRANSFER, values);
      return row!;
    } catch (error) {
      if (violates(error, 'accounts_balance_not_negative')) throw new InsufficientCredits();
      throw error;
    }
  }

  async openAccounts(tx: Tx, order: TransferOrder): Promise<void> {
    await tx.query(OPEN, sidesOf(order));
  }

  async find(
    tx: Tx,
    reference: string,
  ): Promise<{ id: number; amount: number; unit: string; kind: string } | null> {
    const sql = 'SELECT id, amount, unit, kind FROM payments.transfers WHERE reference = $1';
    const [row] = await tx.query<{ id: number; amount: number; unit: string; kind: string }>(sql, [reference]);
    return row ?? null;
  }
}

function sidesOf({ from, to, unit }: TransferOrder) {
  return {
    ...{ fromKind: from.kind, fromHolder: String(from.holder) },
    ...{ toKind: to.kind, toHolder: String(to.holder), unit },
  };
}
