import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import { LedgerRepository, type TransferOrder } from './ledger.repository.js';

/** The double-entry ledger: nothing is ever changed, a mistake is reversed by a transfer that names it. */
@Injectable()
export class LedgerService {
  constructor(
    private readonly repository: LedgerRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Answers the transfer's id, for a known reference that of the first transfer. Both balances stay locked.
   * Refuses with `InsufficientCredits` (409) where a user's account would go below zero.
   */
  async transfer(tx: Tx, order: TransferOrder): Promise<number> {
    requireValidOrder(order);
    const at = this.clock.now();
    let made = await this.repository.insert(tx, order, at);
    if (made.accounts < 2) {
      await this.repository.openAccounts(tx, order);
      made = await this.repository.insert(tx, order, at);
    }
    return made.id ?? this.earlierTransfer(tx, order);
  }

  private async earlierTransfer(tx: Tx, { reference, amount, unit, kind }: TransferOrder): Promise<number> {
    const known = await this.repository.find(tx, reference);
    if (!known || known.amount !== amount || known.unit !== unit || known.kind !== kind)
      throw new Error(`The ledger knows another transfer as ${reference}.`);
    return known.id;
  }
}

/** Throws at faulty calling code; what people ask for is checked before. */
function requireValidOrder({ amount, from, to }: TransferOrder): void {
  if (!Number.isSafeInteger(amount) || amount <= 0) throw new RangeError(`${amount} is no amount to transfer.`);
  if (from.kind === to.kind && String(from.holder) === String(to.holder))
    throw new RangeError('A transfer needs two accounts.');
}
