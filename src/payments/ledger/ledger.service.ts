import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/tx.js';
import { Clock } from '../../shared/clock.js';
import { LedgerRepository, type TransferOrder } from './ledger.repository.js';

/**
 * The double-entry ledger of money and credits. Nothing in it is ever changed or removed: what was wrong is taken back
 * by a transfer that names the first one.
 */
@Injectable()
export class LedgerService {
  constructor(
    private readonly repository: LedgerRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Moves an amount (minor units, or credits) from one account to another and answers the transfer's id; both
   * balances stay locked until the commit. A known reference moves nothing and answers the first transfer. Refuses
   * with `InsufficientCredits` (409) where an account that may not go below zero would.
   */
  async transfer(tx: Tx, order: TransferOrder): Promise<number> {
    requireProper(order);
    const at = this.clock.now();
    let made = await this.repository.insert(tx, order, at);
    if (made.accounts < 2) {
      await this.repository.openAccounts(tx, order);
      made = await this.repository.insert(tx, order, at);
    }
    return made.id ?? this.earlier(tx, order);
  }

  private async earlier(tx: Tx, { reference, amount, unit, kind }: TransferOrder): Promise<number> {
    const known = await this.repository.find(tx, reference);
    if (!known || known.amount !== amount || known.unit !== unit || known.kind !== kind)
      throw new Error(`The ledger knows another transfer as ${reference}.`);
    return known.id;
  }
}

/** These are faults of the calling code: what people ask for is checked before. */
function requireProper({ amount, from, to }: TransferOrder): void {
  if (!Number.isSafeInteger(amount) || amount <= 0) throw new RangeError(`${amount} is no amount to transfer.`);
  if (from.kind === to.kind && String(from.holder) === String(to.holder))
    throw new RangeError('A transfer needs two accounts.');
}
