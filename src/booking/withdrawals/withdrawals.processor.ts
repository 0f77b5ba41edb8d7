import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { Every } from '../../platform/schedule/every.js';
import { inPortions } from '../../platform/schedule/portions.js';
import { WITHDRAWALS_UNDER_WAY, WithdrawalsRepository } from './withdrawals.repository.js';
import { WithdrawalsService } from './withdrawals.service.js';

const CARRY_ON_EVERY_MS = 5_000;
const AT_ONCE = 100;

@Injectable()
export class WithdrawalsProcessor {
  constructor(
    private readonly db: Database,
    private readonly withdrawals: WithdrawalsRepository,
    private readonly service: WithdrawalsService,
  ) {}

  @Every(CARRY_ON_EVERY_MS, WITHDRAWALS_UNDER_WAY)
  async carryOn(signal?: AbortSignal): Promise<void> {
    const failures: unknown[] = [];
    for (const offerId of await this.withdrawals.underWay(this.db, AT_ONCE)) {
      if (signal?.aborted) return;
      // One that fails holds up no other.
      await inPortions(() => this.service.carryOn(offerId), signal).catch((error) => failures.push(error));
    }
    if (failures.length > 0) throw failures[0];
  }
}
